# custlove's completion for bash, written by `custlove completion`.
# Nothing from the journal is evaluated: each line of the answer is taken as it is, and is a plain word.

_custlove() {
    local program=custlove line
    type -P custlove >/dev/null || program=@PROGRAM@
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == :file ]]; then
            compopt -o default 2>/dev/null
        else
            COMPREPLY+=("$line")
        fi
    done < <(command "$program" __complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
}

# The order is that of the answer where bash can keep it (4.4).
complete -o nosort -F _custlove custlove 2>/dev/null || complete -F _custlove custlove
