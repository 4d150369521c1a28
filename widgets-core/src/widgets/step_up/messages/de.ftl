step-up-title = Bestätigen Sie, dass Sie es sind
step-up-lead = Für das, was jetzt kommt, müssen Sie noch einmal zeigen, dass dies Ihr Konto ist.
step-up-lead-waiting = Was Sie eben abgeschickt haben, ist { $wait } lang aufgehoben und wird ausgeführt, sobald Sie bestätigen.
step-up-leave = Nicht jetzt
