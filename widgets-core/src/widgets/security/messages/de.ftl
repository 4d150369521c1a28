security-title = Sicherheit
security-lead = So melden Sie sich an und schützen Ihr Konto.
security-password = Passwort
security-password-set = Sie können sich mit Ihrem Passwort anmelden.
security-password-age = Zuletzt geändert: { $when }.
security-password-none = Nicht festgelegt. Sie melden sich ohne Passwort an.
security-change = Passwort ändern
security-change-short = Ändern
security-set = Passwort festlegen
security-set-short = Festlegen
security-methods = Anmeldung
security-devices = Geräte
security-devices-only-this = Sie sind nur auf diesem Gerät angemeldet.
security-devices-others = { $count ->
    [one] Sie sind auf diesem und einem weiteren Gerät angemeldet.
   *[other] Sie sind auf diesem und { $count } weiteren Geräten angemeldet.
}
security-devices-show = Geräte ansehen

security-change-title = Passwort ändern
security-change-lead = Codes und Links, die wir schon gesendet haben, werden ungültig.
security-set-title = Passwort festlegen
security-set-lead = Codes und Links, die wir schon gesendet haben, werden ungültig.
security-current = Aktuelles Passwort
security-forgot = Passwort vergessen?
security-new = Neues Passwort
security-end-others = Überall sonst abmelden
security-end-others-hint = Hier bleiben Sie angemeldet.

security-current-empty = Geben Sie Ihr aktuelles Passwort ein.
security-current-wrong = Das ist nicht Ihr aktuelles Passwort.
security-overtaken = Ihre Anmeldung wurde im selben Moment an anderer Stelle geändert. Hier wurde nichts gespeichert. Bitte prüfen Sie das, und versuchen Sie es noch einmal.
security-has-password = Ihr Konto hat schon ein Passwort. Um es zu ändern, geben Sie das aktuelle ein.
security-has-none = Ihr Konto hat noch kein Passwort.

security-saved = Passwort gespeichert.
security-outdated = Ihr Passwort entspricht nicht mehr unseren Regeln. Bitte wählen Sie ein neues.
security-saved-others-ended = Passwort gespeichert. Wir haben Sie überall sonst abgemeldet.

mail-set-subject = Ihr Passwort für { $name } wurde festgelegt
mail-set-title = Ein Passwort wurde festgelegt
mail-set-lead = Für Ihr Konto bei { $name }, das bisher keines hatte, wurde ein Passwort festgelegt: { $at }.
mail-changed-subject = Ihr Passwort für { $name } wurde geändert
mail-changed-title = Ihr Passwort wurde geändert
mail-changed-lead = Das Passwort Ihres Kontos bei { $name } wurde geändert: { $at }.
mail-changed-decline = Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, wählen Sie jetzt ein neues Passwort. Damit werden alle abgemeldet, die in Ihrem Konto angemeldet sind.
sessions-by-password = { $when } mit Passwort angemeldet
step-up-button = Bestätigen
step-up-wrong = Falsches Passwort.
sign-in-forgot = Passwort vergessen?
sign-in-wrong = E-Mail-Adresse oder Passwort ist falsch.
sign-in-password-empty = Geben Sie Ihr Passwort ein.

second-step-title = Zweiter Schritt
second-step-none = Ein zweiter Schritt schützt Ihr Konto auch dann, wenn jemand Ihr Passwort erfährt.
second-step-count = { $count ->
    [one] Wird bei jeder Anmeldung verlangt. Sie haben eine Authenticator-App.
   *[other] Wird bei jeder Anmeldung verlangt. Sie haben { $count } Authenticator-Apps.
}

authenticators-add = Authenticator-App hinzufügen
authenticators-add-short = App hinzufügen
authenticators-add-lead = Scannen Sie das Bild mit einer Authenticator-App auf Ihrem Smartphone. Geben Sie dann die sechs Ziffern ein, die die App anzeigt.
authenticators-qr = QR-Code zum Scannen mit Ihrer Authenticator-App
authenticators-key = Einrichtungsschlüssel
authenticators-key-hint = Wenn Sie das Bild nicht scannen können, geben Sie diesen Schlüssel in der App ein.
authenticators-copy = Kopieren
authenticators-copied = Kopiert.
authenticators-name = Name
authenticators-name-hint = Damit Sie Ihre Apps unterscheiden können, zum Beispiel der Name Ihres Smartphones.
authenticators-usual = Authenticator-App
authenticators-code = Code aus der App
authenticators-code-hint = Sechs Ziffern, die alle 30 Sekunden wechseln.
authenticators-malformed = Geben Sie alle 6 Ziffern ein, zum Beispiel 123 456.
authenticators-wrong = Dieser Code ist falsch. Warten Sie auf den nächsten, und prüfen Sie, ob die Uhrzeit auf Ihrem Smartphone stimmt.
authenticators-setup-over = Diese Seite war zu lange geöffnet. Scannen Sie das neue Bild, und geben Sie den Code dazu ein.
authenticators-too-many = Sie haben schon zehn Authenticator-Apps. Entfernen Sie zuerst eine.
authenticators-unverified = Bestätigen Sie zuerst Ihre E-Mail-Adresse: Melden Sie sich ab und mit einem Code per E-Mail wieder an.
authenticators-created = Hinzugefügt am { $date }
authenticators-used = Zuletzt verwendet: { $when }
authenticators-unused = Noch nicht verwendet
authenticators-rename = Umbenennen
authenticators-rename-label = { $name } umbenennen
authenticators-rename-title = Authenticator-App umbenennen
authenticators-rename-lead = Nur Sie sehen diesen Namen.
authenticators-remove = Entfernen
authenticators-remove-label = { $name } entfernen
authenticators-remove-title = { $name } entfernen?
authenticators-remove-text = Die Codes dieser App gelten hier dann nicht mehr.
authenticators-remove-last = Die Codes dieser App gelten hier dann nicht mehr. Ihr Konto ist nur noch durch Ihr Passwort oder einen Code per E-Mail geschützt, und auch Ihre Wiederherstellungscodes entfallen.
authenticators-way = Authenticator-App verwenden
authenticators-added = Authenticator-App hinzugefügt.
authenticators-renamed = Name gespeichert.
authenticators-removed = Authenticator-App entfernt.
sessions-by-authenticator = Mit Authenticator-App angemeldet { $when }

recovery-title = Wiederherstellungscodes
recovery-left = { $left ->
    [0] Keine Codes übrig
    [one] Noch ein Code übrig
   *[other] Noch { $left } Codes übrig
}
recovery-few = Fast aufgebraucht
recovery-warning = { $left ->
    [0] Sie haben keine Wiederherstellungscodes. Ohne Ihr Smartphone könnten Sie sich nicht anmelden.
    [one] Sie haben noch einen Wiederherstellungscode.
   *[other] Sie haben noch { $left } Wiederherstellungscodes.
}
recovery-make = Codes erstellen
recovery-again = Neue Codes erstellen
recovery-make-title = Wiederherstellungscodes erstellen?
recovery-make-text = Wenn Sie Ihr Smartphone verlieren, können Sie sich mit einem von zehn Codes anmelden. Bewahren Sie sie sicher auf. Jeder gilt einmal.
recovery-again-title = Neue Wiederherstellungscodes erstellen?
recovery-again-text = Ihre bisherigen Codes gelten dann nicht mehr.
recovery-needs-factor = Fügen Sie zuerst eine Authenticator-App hinzu. Wiederherstellungscodes sind ein Ersatz dafür.
recovery-show-lead = Mit jedem dieser Codes können Sie sich einmal anmelden, anstelle Ihrer Authenticator-App.
recovery-show-once = Speichern Sie diese Codes jetzt. Wir zeigen sie nicht noch einmal.
recovery-download = Als Text herunterladen
recovery-done = Ich habe die Codes gespeichert
recovery-file-title = Wiederherstellungscodes für { $name }
recovery-code = Wiederherstellungscode
recovery-code-hint = Einer der Codes, die Sie gespeichert haben, zum Beispiel 4f7k-2m9q-x8rt.
recovery-malformed = Geben Sie alle 12 Buchstaben und Ziffern ein, zum Beispiel 4f7k-2m9q-x8rt.
recovery-wrong = Dieser Code ist falsch oder wurde schon verwendet.
recovery-way = Wiederherstellungscode verwenden
sessions-by-recovery-code = Mit Wiederherstellungscode angemeldet { $when }

mail-authenticator-added-subject = Zu Ihrem Konto bei { $name } wurde eine Authenticator-App hinzugefügt
mail-authenticator-added-title = Eine Authenticator-App wurde hinzugefügt
mail-authenticator-added-lead = Zu Ihrem Konto bei { $name } wurde die Authenticator-App „{ $app }“ hinzugefügt: { $at }. Ihre Codes werden von nun an bei der Anmeldung verlangt.
mail-authenticator-removed-subject = Aus Ihrem Konto bei { $name } wurde eine Authenticator-App entfernt
mail-authenticator-removed-title = Eine Authenticator-App wurde entfernt
mail-authenticator-removed-lead = Aus Ihrem Konto bei { $name } wurde die Authenticator-App „{ $app }“ entfernt: { $at }.
mail-recovery-made-subject = Neue Wiederherstellungscodes für Ihr Konto bei { $name }
mail-recovery-made-title = Wiederherstellungscodes wurden erstellt
mail-recovery-made-lead = Für Ihr Konto bei { $name } wurden neue Wiederherstellungscodes erstellt: { $at }. Frühere gelten nicht mehr.
mail-recovery-used-subject = Ein Wiederherstellungscode Ihres Kontos bei { $name } wurde verwendet
mail-recovery-used-title = Ein Wiederherstellungscode wurde verwendet
mail-recovery-used-lead = In Ihrem Konto bei { $name } hat sich jemand mit einem Wiederherstellungscode ausgewiesen: { $at }.
mail-recovery-used-left = { $left ->
    [0] Sie haben keine Wiederherstellungscodes mehr. Erstellen Sie neue auf der Seite „Sicherheit“.
    [one] Sie haben noch einen Wiederherstellungscode.
   *[other] Sie haben noch { $left } Wiederherstellungscodes.
}

factor-reset-title = Zurücksetzen abbrechen?
factor-reset-text = Unser Team wurde gebeten, Ihren zweiten Schritt zu entfernen. Das geschieht am { $due } und meldet Sie überall ab. Wenn Sie nicht darum gebeten haben, brechen Sie es ab.
factor-reset-call-off = Abbrechen
factor-reset-called-off = Ihr zweiter Schritt bleibt bestehen.
factor-reset-none-title = Nichts abzubrechen
factor-reset-none-text = Das Zurücksetzen wurde abgebrochen oder ist schon geschehen.
mail-factor-reset-begun-subject = Der zweite Schritt Ihres Kontos bei { $name } wird entfernt
mail-factor-reset-begun-title = Ihr zweiter Schritt wird entfernt
mail-factor-reset-begun-lead = Unser Team wurde gebeten, den zweiten Schritt Ihres Kontos bei { $name } zu entfernen, weil Sie ihn nicht mehr verwenden können: { $asked }. Das geschieht am { $due }. Danach können Sie sich ohne ihn anmelden und ihn neu einrichten.
mail-factor-reset-begun-decline = Wenn Sie nicht darum gebeten haben, brechen Sie es ab: Vielleicht versucht jemand anderes, in Ihr Konto zu gelangen.
mail-factor-reset-call-off = Abbrechen
mail-factor-reset-done-subject = Der zweite Schritt Ihres Kontos bei { $name } wurde entfernt
mail-factor-reset-done-title = Ihr zweiter Schritt wurde entfernt
mail-factor-reset-done-lead = Unser Team hat den zweiten Schritt Ihres Kontos bei { $name } entfernt und Sie überall abgemeldet: { $at }. Melden Sie sich an, und richten Sie ihn neu ein, damit Ihr Konto geschützt bleibt.
