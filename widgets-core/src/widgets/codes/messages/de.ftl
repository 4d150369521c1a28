codes-title = Prüfen Sie Ihr Postfach
codes-lead = Geben Sie den 8-stelligen Code ein, den wir an { $email } geschickt haben. Er ist { $wait } gültig.
codes-code = Code
codes-code-hint = Oder öffnen Sie den Link in der E-Mail.
codes-taken = Sie haben schon ein Konto? Dann finden Sie in der E-Mail statt des Codes einen Link zur Anmeldung.
codes-code-empty = Geben Sie den Code aus der E-Mail ein.
codes-code-malformed = Geben Sie alle 8 Ziffern ein, zum Beispiel 1234 5678.
codes-code-wrong = { $left ->
    [one] Der Code stimmt nicht. Noch ein Versuch.
   *[other] Der Code stimmt nicht. Noch { $left } Versuche.
}
codes-code-over = Dieser Code ist abgelaufen oder wurde zu oft falsch eingegeben. Fordern Sie einen neuen an.
codes-code-outdated = Dieser Code stammt aus einer früheren E-Mail. Verwenden Sie den aus der neuesten.
codes-resend = Neuen Code senden
codes-resend-wait = { $seconds ->
    [one] In { $seconds } Sekunde können Sie einen neuen Code anfordern. Die Wartezeit wird mit jedem Mal länger.
   *[other] In { $seconds } Sekunden können Sie einen neuen Code anfordern. Die Wartezeit wird mit jedem Mal länger.
}
codes-resend-early = { $seconds ->
    [one] Wir haben gerade erst einen Code gesendet. Warten Sie { $seconds } Sekunde und versuchen Sie es dann noch einmal.
   *[other] Wir haben gerade erst einen Code gesendet. Warten Sie { $seconds } Sekunden und versuchen Sie es dann noch einmal.
}
codes-resend-over = Das war der letzte Code. Beginnen Sie von vorn, um einen weiteren zu erhalten.
codes-resend-refused = Es wurde kein neuer Code gesendet. Warten Sie einen Moment und versuchen Sie es noch einmal.
codes-sent-again = Neuer Code gesendet. Der vorige ist nicht mehr gültig.
codes-wrong-address = Falsche Adresse?
codes-correct = Ändern

codes-address-title = Andere Adresse verwenden
codes-address-lead = Wir senden einen neuen Code dorthin. Der vorige ist dann nicht mehr gültig.
codes-address-button = Code senden

codes-link-lead = Weiter als { $email }. Der Link ist nur einmal verwendbar.

codes-elsewhere-title = Machen Sie dort weiter, wo Sie begonnen haben
codes-elsewhere-text = Sie haben das in einem anderen Browser angefordert. Geben Sie dort diesen Code ein:
codes-elsewhere-hint = Geben Sie diesen Code nie am Telefon oder in einer Nachricht weiter.

codes-over-title = Code oder Link nicht mehr gültig
codes-over-text = Er wurde schon verwendet, ist abgelaufen, wurde durch einen neueren ersetzt oder in einem anderen Browser angefordert. Beginnen Sie von vorn, um einen neuen zu erhalten.
codes-over-button = Zur Anmeldung

codes-decline-title = Waren Sie das nicht?
codes-decline-lead = Wenn Sie diesen Code nicht angefordert haben, machen Sie ihn hier ungültig. Ihrem Konto passiert nichts.
codes-decline-button = Code ungültig machen
codes-declined-title = Der Code ist ungültig
codes-declined-text = Er funktioniert nicht mehr, und nichts wurde geändert. Falls Sie immer wieder Codes erhalten, die Sie nicht angefordert haben: Ohne Zugang zu Ihrem Postfach kann sie niemand verwenden.
