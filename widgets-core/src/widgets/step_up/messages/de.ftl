step-up-title = Bestätigen Sie, dass Sie es sind
step-up-lead = Für das, was jetzt kommt, müssen Sie noch einmal zeigen, dass dies Ihr Konto ist.
step-up-lead-waiting = Was Sie eben abgeschickt haben, ist { $wait } lang aufgehoben und wird ausgeführt, sobald Sie bestätigen.
step-up-button = Bestätigen
step-up-wrong = Dieses Passwort ist falsch.
step-up-email = Code per E-Mail senden
step-up-email-hint = Der Code geht an { $email }.
step-up-leave = Nicht jetzt
