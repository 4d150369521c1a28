sign-up-title = Registrierung bei { $name }
sign-up-lead = Wir senden Ihnen einen Code, um Ihre Adresse zu bestätigen.
sign-up-name = Name (freiwillig)
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
sign-up-terms-missing = Akzeptieren Sie die Bedingungen, um ein Konto zu erstellen.
sign-up-terms-changed = Die Bedingungen haben sich geändert, seit Sie diese Seite geöffnet haben. Lesen und akzeptieren Sie sie noch einmal.

sign-up-closed-title = Registrierung geschlossen
sign-up-closed-text = Zurzeit nehmen wir keine neuen Konten an. Wenn Sie schon eines haben, können Sie sich anmelden.
sign-up-invited-text = Neue Konten bei { $name } gibt es auf Einladung. Wenn Sie eine haben, öffnen Sie den Link in der E-Mail. Wenn Sie schon ein Konto haben, können Sie sich anmelden.

sign-up-taken-title = Sie haben schon ein Konto
sign-up-taken-text = Für Ihre Adresse wurde inzwischen ein Konto erstellt, vielleicht von Ihnen in einem anderen Browser. Melden Sie sich einfach an.

sign-up-invitation-title = Werden Sie Teil von { $name }
sign-up-invitation-lead = Sie sind eingeladen. Es fehlen nur noch wenige Angaben.
sign-up-invitation-by = { $by } hat Sie eingeladen. Es fehlen nur noch wenige Angaben.
sign-up-invitation-email = Ihre Einladung ging an diese Adresse.

captcha-wrong = Diese Antwort stimmt nicht. Bitte versuchen Sie es noch einmal.
captcha-failed = Ihre Antwort konnte nicht geprüft werden. Bitte versuchen Sie es gleich noch einmal.

codes-act-sign-up = Konto erstellen
codes-link-sign-up = Ihr Konto erstellen
mail-sign-up-subject = { $code } ist Ihr Code zur Registrierung bei { $name }
mail-sign-up-title = Bestätigen Sie Ihre E-Mail-Adresse
mail-sign-up-lead = Geben Sie diesen Code dort ein, wo Sie sich bei { $name } registrieren, oder benutzen Sie die Schaltfläche im selben Browser.
mail-sign-up-button = Adresse bestätigen
mail-sign-up-decline = Falls Sie sich nicht registriert haben, ignorieren Sie diese E-Mail: Es wird kein Konto angelegt.
mail-taken-subject = Sie haben schon ein Konto bei { $name }
mail-taken-title = Sie haben schon ein Konto
mail-taken-lead = Jemand, vielleicht Sie selbst, wollte sich mit dieser Adresse bei { $name } registrieren. Zu ihr gibt es schon ein Konto, und nichts wurde geändert. Melden Sie sich einfach an.
mail-taken-button = Anmelden
mail-taken-reset = Passwort vergessen?
mail-taken-decline = Falls Sie es nicht waren, ignorieren Sie diese E-Mail. Wer es versucht hat, hat nicht erfahren, dass Sie ein Konto haben.
mail-invitation-subject = Sie sind zu { $name } eingeladen
mail-invitation-title = Kommen Sie zu { $name }
mail-invitation-lead = Sie sind eingeladen, ein Konto bei { $name } zu erstellen.
mail-invitation-by = { $by } hat Sie eingeladen, ein Konto bei { $name } zu erstellen.
mail-invitation-button = Einladung annehmen
mail-invitation-lasts = Die Einladung gilt nur für Sie und ist { $wait } gültig.
mail-invitation-decline = Falls Sie kein Interesse haben, ignorieren Sie diese E-Mail.
