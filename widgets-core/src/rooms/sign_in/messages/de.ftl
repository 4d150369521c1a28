sign-in-title = Bei { $name } anmelden
sign-in-lead = Willkommen zurück.
sign-in-again-lead = Bitte bestätigen Sie, dass Sie es sind.
sign-in-email = E-Mail-Adresse
sign-in-password = Passwort
sign-in-keep = Angemeldet bleiben
sign-in-keep-hint = Besser nicht auf Geräten, die auch andere benutzen.
sign-in-button = Anmelden
sign-in-wrong = E-Mail-Adresse oder Passwort stimmt nicht.
sign-in-email-empty = Geben Sie Ihre E-Mail-Adresse ein.
sign-in-email-malformed = Das sieht nicht wie eine E-Mail-Adresse aus. Sie sollte etwa so lauten: name@example.com.
sign-in-password-empty = Geben Sie Ihr Passwort ein.

sign-in-link-title = Mit diesem Link anmelden
sign-in-link-lead = Ein Klick meldet Sie bei { $name } an. Der Link gilt nur einmal.
sign-in-link-button = Anmelden
sign-in-link-spent-title = Dieser Link gilt nicht mehr
sign-in-link-spent-text = Er wurde schon benutzt, ist abgelaufen oder wurde ersetzt. Fordern Sie einen neuen an, oder melden Sie sich mit Ihrem Passwort an.
sign-in-link-spent-button = Zur Anmeldung

sign-out-title = Abmelden?
sign-out-text = Sie können sich jederzeit wieder anmelden.
sign-out-button = Abmelden
sign-out-cancel = Abbrechen
sign-out-everywhere = Überall abmelden
sign-out-everywhere-hint = Beendet auch Ihre Sitzungen in anderen Browsern und auf anderen Geräten.
sign-out-done = Sie sind abgemeldet.
sign-out-everywhere-done = Sie sind überall abgemeldet.
