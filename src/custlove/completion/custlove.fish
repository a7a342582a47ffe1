# custlove's completion for fish, written by `custlove completion`.
# Nothing from the journal is evaluated: fish takes the answer of a command as it is, and escapes what it inserts.

function __custlove_complete
    set -l program custlove
    command -q custlove; or set program @PROGRAM@
    set -l current (commandline -ct)
    set -l answer (command $program __complete fish (commandline -opc) "$current" 2>/dev/null </dev/null)
    if test "$answer[1]" = :file
        # fish's own way with files: the path is taken as the argument of a command without a name.
        set -l head (string match -r -- '^--[^=]*=' "$current")
        set -l path (string replace -r -- '^--[^=]*=' '' "$current")
        for each in (complete -C "'' $path")
            printf '%s%s\n' "$head" $each
        end
    else if test (count $answer) -gt 0
        printf '%s\n' $answer
    end
end

complete -c custlove -f -k -a '(__custlove_complete)'
