sign-up-title = Bei { $name } registrieren
sign-up-lead = Wir schicken einen Code an Ihre Adresse, um sicherzugehen, dass sie Ihnen gehört.
sign-up-name = Name
sign-up-name-hint = So sehen andere Sie. Sie können das Feld leer lassen und den Namen jederzeit ändern.
sign-up-email = E-Mail-Adresse
sign-up-password = Passwort
sign-up-button = Konto erstellen
sign-up-have-account = Sie haben schon ein Konto?
sign-up-sign-in = Anmelden
sign-up-new = Neu hier?
sign-up-create = Konto erstellen
sign-up-done = Willkommen! Ihr Konto ist bereit.
sign-up-domain = Verwenden Sie eine Adresse, die auf { $domains } endet.

sign-up-terms = Ich akzeptiere die Bedingungen von { $name }
sign-up-terms-read = Bedingungen lesen (öffnet einen neuen Tab)
sign-up-terms-missing = Lesen und akzeptieren Sie die Bedingungen, um ein Konto zu erstellen.
sign-up-terms-changed = Die Bedingungen haben sich geändert, seit diese Seite geöffnet wurde. Lesen und akzeptieren Sie sie noch einmal.

sign-up-closed-title = Hier können Sie sich nicht registrieren
sign-up-closed-text = Zurzeit werden keine neuen Konten angenommen. Wenn Sie schon eines haben, können Sie sich anmelden.
sign-up-invited-text = Neue Konten bei { $name } gibt es auf Einladung. Wenn Sie eine haben, öffnen Sie den Link in der E-Mail. Wenn Sie schon ein Konto haben, können Sie sich anmelden.

sign-up-taken-title = Sie haben schon ein Konto
sign-up-taken-text = Für Ihre Adresse wurde inzwischen ein Konto erstellt, vielleicht von Ihnen in einem anderen Browser. Sie können sich einfach anmelden.

sign-up-invitation-title = Werden Sie Teil von { $name }
sign-up-invitation-lead = Sie sind eingeladen. Es fehlen nur noch wenige Angaben.
sign-up-invitation-by = { $by } lädt Sie ein. Es fehlen nur noch wenige Angaben.
sign-up-invitation-email = Die Einladung gilt für diese Adresse.

captcha-wrong = Die Antwort auf die Frage, die Menschen von Programmen unterscheidet, stimmt nicht. Versuchen Sie es noch einmal.
captcha-failed = Die Antwort auf die Frage, die Menschen von Programmen unterscheidet, konnte nicht geprüft werden. Versuchen Sie es gleich noch einmal.

codes-act-sign-up = Konto erstellen
codes-link-sign-up = Ihr Konto erstellen
mail-sign-up-subject = Schließen Sie die Registrierung bei { $name } ab
mail-sign-up-title = Bestätigen Sie Ihre E-Mail-Adresse
mail-sign-up-lead = Geben Sie diesen Code dort ein, wo Sie die Registrierung bei { $name } begonnen haben, oder benutzen Sie die Schaltfläche im selben Browser.
mail-sign-up-button = Adresse bestätigen
mail-sign-up-decline = Wenn Sie sich nicht registriert haben, entsteht kein Konto.
mail-taken-subject = Sie haben schon ein Konto bei { $name }
mail-taken-title = Sie haben schon ein Konto
mail-taken-lead = Jemand, vielleicht Sie selbst, wollte sich mit dieser Adresse bei { $name } registrieren. Zu ihr gibt es schon ein Konto, und nichts wurde geändert. Sie können sich einfach anmelden.
mail-taken-button = Anmelden
mail-taken-reset = Sie wissen Ihr Passwort nicht mehr?
mail-taken-decline = Wenn Sie es nicht waren, müssen Sie nichts tun. Wer es versucht hat, hat nicht erfahren, dass Sie ein Konto haben.
mail-invitation-subject = Sie sind zu { $name } eingeladen
mail-invitation-title = Kommen Sie zu { $name }
mail-invitation-lead = Sie sind eingeladen, ein Konto bei { $name } zu eröffnen.
mail-invitation-by = { $by } lädt Sie ein, ein Konto bei { $name } zu eröffnen.
mail-invitation-button = Einladung annehmen
mail-invitation-lasts = Die Einladung gilt nur für Sie, noch { $wait } lang.
mail-invitation-decline = Wenn Sie sie nicht annehmen wollen, müssen Sie nichts tun.
