#compdef custlove
# custlove's completion for zsh, written by `custlove completion`.
# Nothing from the journal is evaluated: words and texts go to compadd as arrays, and texts are only shown.

_custlove() {
    local program=custlove line text
    local -a answer found shown given
    local -i wide=0 described=0
    (( $+commands[custlove] )) || program=@PROGRAM@
    answer=("${(@f)$(command "$program" __complete zsh "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
    answer=("${(@)answer:#}")
    if [[ $answer[1] == :file ]]; then
        compset -P '--*='
        _files
        return
    fi
    found=("${(@)answer%%$'\t'*}")
    for line in "${(@)found}"; do
        (( $#line > wide )) && wide=$#line
    done
    for line in "${(@)answer}"; do
        text=${line#*$'\t'}
        if [[ $text == "$line" ]]; then
            shown+=("$line")
        else
            described=1
            shown+=("${(r:wide:)line%%$'\t'*}  $text[1,COLUMNS-wide-4]")
        fi
    done
    given=(-V custlove -M 'm:{A-Z}={a-z}')
    (( described )) && given+=(-d shown)
    # Handles that a name means are no longer words of what was typed: only one alone takes its place.
    if [[ -n $PREFIX && ${(L)found[1]} != ${(L)${(Q)PREFIX}}* ]]; then
        given+=(-U)
        (( $#found > 1 )) && compstate[insert]= && compstate[list]=list
    fi
    (( $#found )) && compadd "${(@)given}" -a -- found
}

# Read by hand it is made known here; found in fpath, zsh calls it.
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _custlove "$@"
else
    compdef _custlove custlove
fi
