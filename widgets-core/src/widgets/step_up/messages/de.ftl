step-up-title = Bestätigen Sie, dass Sie es sind
step-up-lead = Eine kurze Sicherheitsprüfung, bevor es weitergeht.
step-up-lead-waiting = Ihre Eingaben bleiben { $wait } erhalten und werden nach der Bestätigung gespeichert.
step-up-leave = Nicht jetzt
