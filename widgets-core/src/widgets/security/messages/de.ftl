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
security-remove = Passwort entfernen
security-remove-short = Entfernen
security-remove-title = Ihr Passwort entfernen?
security-remove-text = Sie melden sich dann mit einem Code per E-Mail an. Ein neues Passwort können Sie jederzeit festlegen.
security-removed = Passwort entfernt.
security-last-way = Anders als mit dem Passwort kämen Sie nicht mehr in Ihr Konto, deshalb haben wir es behalten. Bestätigen Sie zuerst Ihre E-Mail-Adresse, indem Sie sich mit einem Code anmelden.
security-outdated = Ihr Passwort entspricht nicht mehr unseren Regeln. Bitte wählen Sie ein neues.
security-saved-others-ended = Passwort gespeichert. Wir haben Sie überall sonst abgemeldet.

mail-set-subject = Ihr Passwort für { $name } wurde festgelegt
mail-set-title = Ein Passwort wurde festgelegt
mail-set-lead = Für Ihr Konto bei { $name }, das bisher keines hatte, wurde ein Passwort festgelegt: { $at }.
mail-changed-subject = Ihr Passwort für { $name } wurde geändert
mail-changed-title = Ihr Passwort wurde geändert
mail-changed-lead = Das Passwort Ihres Kontos bei { $name } wurde geändert: { $at }.
mail-changed-decline = Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, wählen Sie jetzt ein neues Passwort. Damit werden alle abgemeldet, die in Ihrem Konto angemeldet sind.
mail-removed-subject = Ihr Passwort für { $name } wurde entfernt
mail-removed-title = Ihr Passwort wurde entfernt
mail-removed-lead = Das Passwort Ihres Kontos bei { $name } wurde entfernt: { $at }. Sie melden sich jetzt mit einem Code per E-Mail an.
sessions-by-password = { $when } mit Passwort angemeldet
step-up-button = Bestätigen
step-up-wrong = Falsches Passwort.
sign-in-forgot = Passwort vergessen?
sign-in-wrong = E-Mail-Adresse oder Passwort ist falsch.
sign-in-password-empty = Geben Sie Ihr Passwort ein.

second-step-title = Zweiter Schritt
second-step-none = Ein zweiter Schritt schützt Ihr Konto auch dann, wenn jemand Ihr Passwort erfährt.
second-step-count = { $count ->
    [one] Bei jeder Anmeldung erforderlich. Sie haben eine Authenticator-App.
   *[other] Bei jeder Anmeldung erforderlich. Sie haben { $count } Authenticator-Apps.
}

authenticators-add = Authenticator-App hinzufügen
authenticators-add-short = App hinzufügen
authenticators-add-lead = Scannen Sie das Bild mit einer Authenticator-App auf Ihrem Smartphone. Geben Sie dann die sechs Ziffern ein, die die App anzeigt.
authenticators-qr = QR-Code zum Scannen mit Ihrer Authenticator-App
authenticators-open = In einer App auf diesem Smartphone öffnen
authenticators-key = Einrichtungsschlüssel
authenticators-key-hint = Wenn Sie das Bild nicht scannen können, geben Sie diesen Schlüssel in der App ein.
authenticators-copy = Kopieren
authenticators-copied = Kopiert.
authenticators-name = Name
authenticators-name-optional = Name (freiwillig)
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
    [0] Keine Codes
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
recovery-code-hint = Einer der Codes, die Sie gespeichert haben, zum Beispiel 4f7k‑2m9q‑x8rt.
recovery-malformed = Geben Sie alle 12 Buchstaben und Ziffern ein, zum Beispiel 4f7k‑2m9q‑x8rt.
recovery-wrong = Dieser Code ist falsch oder wurde schon verwendet.
recovery-way = Wiederherstellungscode verwenden
sessions-by-recovery-code = Mit Wiederherstellungscode angemeldet { $when }

mail-authenticator-added-subject = Zu Ihrem Konto bei { $name } wurde eine Authenticator-App hinzugefügt
mail-authenticator-added-title = Eine Authenticator-App wurde hinzugefügt
mail-authenticator-added-lead = Zu Ihrem Konto bei { $name } wurde die Authenticator-App „{ $app }“ hinzugefügt: { $at }. Für die Anmeldung brauchen Sie von nun an einen Code aus dieser App.
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

passkeys-title = Passkeys
passkeys-none = Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder Bildschirmsperre an, ohne Passwort.
passkeys-count = { $count ->
    [one] Ein Passkey
   *[other] { $count } Passkeys
}
passkeys-no-site = Passkeys brauchen einen Domainnamen. Diese Seite ist über eine IP-Adresse geöffnet.
passkeys-add = Passkey hinzufügen
passkeys-add-short = Passkey hinzufügen
passkeys-add-lead = Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder Bildschirmsperre an. Er lässt sich nicht erraten und gilt nur für diese Website.
passkeys-name = Name
passkeys-name-hint = Damit Sie Ihre Passkeys unterscheiden können. Bleibt das Feld leer, heißt er nach seinem Speicherort.
passkeys-usual = Passkey
passkeys-kept-in = Gespeichert in { $kind }
passkeys-synced = Auf mehreren Geräten
passkeys-on-one-device = Auf einem Gerät
passkeys-created = Hinzugefügt am { $date }, { $device }
passkeys-used = Zuletzt benutzt { $when }
passkeys-unused = Noch nicht benutzt
passkeys-rename = Umbenennen
passkeys-rename-label = { $name } umbenennen
passkeys-rename-title = Passkey umbenennen
passkeys-rename-lead = Nur Sie sehen diesen Namen.
passkeys-remove = Entfernen
passkeys-remove-label = { $name } entfernen
passkeys-remove-title = { $name } entfernen?
passkeys-remove-text = Er funktioniert hier dann nicht mehr.
passkeys-remove-synced = Er funktioniert hier dann nicht mehr, auf keinem Ihrer Geräte.
passkeys-last-way-in = Ohne diesen Passkey könnten Sie sich nicht mehr anmelden. Legen Sie zuerst ein Passwort fest oder fügen Sie einen weiteren Passkey hinzu.
passkeys-added = Passkey hinzugefügt. Sie können sich ab jetzt damit anmelden.
passkeys-renamed = Name gespeichert.
passkeys-removed = Passkey entfernt.
passkeys-sign-in = Mit Passkey anmelden
passkeys-use = Passkey benutzen
passkeys-way = Passkey benutzen
passkeys-hint = Ihr Gerät fragt nach Fingerabdruck, Gesicht oder Bildschirmsperre.
passkeys-no-script = Passkeys brauchen JavaScript. Schalten Sie es für diese Website ein oder wählen Sie einen anderen Weg.
passkeys-unsupported = Dieser Browser kann keine Passkeys benutzen. Aktualisieren Sie ihn, öffnen Sie diese Website mit https:// oder wählen Sie einen anderen Weg.
passkeys-not-given = Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.
passkeys-not-made = Es wurde kein Passkey erstellt. Versuchen Sie es noch einmal oder nehmen Sie ein anderes Gerät.
passkeys-has-one = Auf diesem Gerät gibt es schon einen Passkey für Ihr Konto. Damit können Sie sich anmelden.
passkeys-over = Das hat länger als fünf Minuten gedauert oder wurde schon benutzt. Versuchen Sie es noch einmal.
passkeys-unknown = Dieser Passkey gilt hier nicht mehr. Melden Sie sich anders an; danach können Sie einen neuen hinzufügen.
passkeys-not-yours = Dieser Passkey gehört nicht zu Ihrem Konto. Nehmen Sie einen anderen oder wählen Sie einen anderen Weg.
passkeys-wrong = Dieser Passkey ließ sich nicht prüfen. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.
passkeys-other-site = Dieser Passkey wurde von einer anderen Website angefordert. Prüfen Sie die Adresse dieser Seite und versuchen Sie es von hier aus noch einmal.
passkeys-not-verified = Ihr Gerät hat nicht geprüft, ob Sie es sind. Richten Sie dort Bildschirmsperre, Fingerabdruck oder PIN ein und versuchen Sie es noch einmal.
passkeys-copied = Dieser Passkey wurde offenbar kopiert, deshalb gilt er nicht. Melden Sie sich anders an und entfernen Sie ihn auf der Seite „Sicherheit“.
passkeys-too-many = Sie haben schon 20 Passkeys. Entfernen Sie zuerst einen.
passkeys-taken = Dieser Passkey wurde schon hinzugefügt. Sie können sich damit anmelden.
passkeys-unverified = Bestätigen Sie zuerst Ihre E-Mail-Adresse: Melden Sie sich ab und mit einem Code per E-Mail wieder an.
sessions-by-passkey = Mit Passkey angemeldet { $when }

mail-passkey-added-subject = Ein Passkey wurde Ihrem Konto bei { $name } hinzugefügt
mail-passkey-added-title = Ein Passkey wurde hinzugefügt
mail-passkey-added-lead = Am { $at } wurde der Passkey „{ $passkey }“ Ihrem Konto bei { $name } hinzugefügt. Wer ihn hat, kann sich anmelden.
mail-passkey-removed-subject = Ein Passkey wurde aus Ihrem Konto bei { $name } entfernt
mail-passkey-removed-title = Ein Passkey wurde entfernt
mail-passkey-removed-lead = Am { $at } wurde der Passkey „{ $passkey }“ aus Ihrem Konto bei { $name } entfernt.
security-replace-title = Wählen Sie ein neues Passwort
security-replace-expired = Ihr Passwort ist abgelaufen. Wählen Sie ein neues, um weiterzumachen.
security-replace-compromised = Andere kennen vielleicht Ihr Passwort. Wählen Sie ein neues, um weiterzumachen.
second-task-title = Zweiten Schritt einrichten
second-task-lead = { $name } verlangt bei der Anmeldung einen zweiten Schritt.
second-task-text = Er schützt Ihr Konto auch dann, wenn jemand Ihr Passwort erfährt.
authenticators-required = Ihr Konto braucht einen zweiten Schritt. Fügen Sie eine andere Authenticator-App hinzu, bevor Sie diese entfernen.

check-up-title = Sicherheitscheck
check-up-well = Alles in Ordnung
check-up-well-text = Wir haben nichts gefunden, was Sie verbessern könnten.
security-old = Ihr Passwort ist alt
second-step-missing = Kein zweiter Schritt
recovery-none = Keine Wiederherstellungscodes
recovery-running-out = Die Wiederherstellungscodes gehen zur Neige
