language-name = Deutsch

# Das Wort für eine Organisation, das Gastgeber ersetzen. Jede Meldung sagt diesen Begriff.
# number: one, other. case: nominative, accusative, dative, genitive.
-organization = { $number ->
   *[one] { $case ->
       *[nominative] Organisation
        [accusative] Organisation
        [dative] Organisation
        [genitive] Organisation
    }
    [other] { $case ->
       *[nominative] Organisationen
        [accusative] Organisationen
        [dative] Organisationen
        [genitive] Organisationen
    }
}
    .gender = feminine

# Die Organisation mit dem, was vor ihr steht. case: wie oben.
-the-organization = { $case ->
   *[nominative] { -organization.gender ->
        [masculine] der { -organization(case: "nominative") }
        [feminine] die { -organization(case: "nominative") }
       *[neuter] das { -organization(case: "nominative") }
    }
    [accusative] { -organization.gender ->
        [masculine] den { -organization(case: "accusative") }
        [feminine] die { -organization(case: "accusative") }
       *[neuter] das { -organization(case: "accusative") }
    }
    [dative] { -organization.gender ->
        [feminine] der { -organization(case: "dative") }
       *[neuter] dem { -organization(case: "dative") }
    }
    [genitive] { -organization.gender ->
        [feminine] der { -organization(case: "genitive") }
       *[neuter] des { -organization(case: "genitive") }
    }
}
-an-organization = { $case ->
   *[nominative] { -organization.gender ->
        [feminine] eine { -organization(case: "nominative") }
       *[neuter] ein { -organization(case: "nominative") }
    }
    [accusative] { -organization.gender ->
        [masculine] einen { -organization(case: "accusative") }
        [feminine] eine { -organization(case: "accusative") }
       *[neuter] ein { -organization(case: "accusative") }
    }
    [dative] { -organization.gender ->
        [feminine] einer { -organization(case: "dative") }
       *[neuter] einem { -organization(case: "dative") }
    }
    [genitive] { -organization.gender ->
        [feminine] einer { -organization(case: "genitive") }
       *[neuter] eines { -organization(case: "genitive") }
    }
}
-your-organization = { $case ->
   *[nominative] { -organization.gender ->
        [feminine] Ihre { -organization(case: "nominative") }
       *[neuter] Ihr { -organization(case: "nominative") }
    }
    [accusative] { -organization.gender ->
        [masculine] Ihren { -organization(case: "accusative") }
        [feminine] Ihre { -organization(case: "accusative") }
       *[neuter] Ihr { -organization(case: "accusative") }
    }
    [dative] { -organization.gender ->
        [feminine] Ihrer { -organization(case: "dative") }
       *[neuter] Ihrem { -organization(case: "dative") }
    }
    [genitive] { -organization.gender ->
        [feminine] Ihrer { -organization(case: "genitive") }
       *[neuter] Ihres { -organization(case: "genitive") }
    }
}

nav-label = Konto
nav-you = Mein Konto
nav-menu = Kontomenü
nav-open = Menü
nav-home = Zurück zu { $name }
nav-skip = Zum Inhalt springen
language-switch = Sprache dieser Seite
language-unknown = Diese Sprache steht nicht zur Auswahl. Wählen Sie eine andere.
leave-title = Sie werden weitergeleitet
leave-link = Weiter
lost-text = Wir haben keine Antwort erhalten. Ihre Eingaben wurden vielleicht trotzdem übernommen.
lost-look = Nachsehen
acting-text = Sie handeln bis { $time } als { $name }.
acting-end = Jetzt beenden

ago-now = gerade eben
ago-minutes = { $count ->
    [one] vor einer Minute
   *[other] vor { $count } Minuten
}
ago-hours = { $count ->
    [one] vor einer Stunde
   *[other] vor { $count } Stunden
}
ago-days = { $count ->
    [one] gestern
   *[other] vor { $count } Tagen
}
ago-months = { $count ->
    [one] vor einem Monat
   *[other] vor { $count } Monaten
}
ago-years = { $count ->
    [one] vor einem Jahr
   *[other] vor { $count } Jahren
}

wait-seconds = { $count ->
    [one] eine Sekunde
   *[other] { $count } Sekunden
}
wait-minutes = { $count ->
    [one] eine Minute
   *[other] { $count } Minuten
}
wait-hours = { $count ->
    [one] eine Stunde
   *[other] { $count } Stunden
}
wait-days = { $count ->
    [one] einen Tag
   *[other] { $count } Tage
}

month-name = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
}
date = { $day }. { $month } { $year }
time-cycle = 24
time-24 = { $hour }:{ $minute }
time-12 = { $half ->
    [am] { $hour }:{ $minute } vormittags
   *[pm] { $hour }:{ $minute } nachmittags
}
time-utc = { $time } UTC
date-time = { $date } um { $time }
number-group = .

error-title = Fehler
error-summary = Bitte prüfen Sie Ihre Eingaben
invalid-title = Bitte prüfen Sie Ihre Eingaben
field-too-long = Zu lang. Höchstens { $most } Zeichen.

password-show = Passwort anzeigen
password-empty = Wählen Sie ein Passwort.
password-hint = { $least ->
    [one] Mindestens { $least } Zeichen. Am besten mehrere Wörter ohne Zusammenhang.
   *[other] Mindestens { $least } Zeichen. Am besten mehrere Wörter ohne Zusammenhang.
}
password-too-short = { $least ->
    [one] Zu kurz: { $has } von { $least } Zeichen.
   *[other] Zu kurz: { $has } von { $least } Zeichen.
}
password-too-long = { $most ->
    [one] Zu lang. Höchstens ein Zeichen.
   *[other] Zu lang. Höchstens { $most } Zeichen.
}
password-lacks-letter = Es fehlt ein Buchstabe.
password-lacks-lower-case = Es fehlt ein Kleinbuchstabe.
password-lacks-capital = Es fehlt ein Großbuchstabe.
password-lacks-digit = Es fehlt eine Ziffer.
password-lacks-symbol = Es fehlt ein Sonderzeichen, etwa ein Bindestrich oder ein Ausrufezeichen.
password-own-words = Zu leicht zu erraten: Das ist fast nur Ihr Name, Ihre Adresse oder der Name dieses Dienstes.
password-breached = Dieses Passwort steht auf Listen, die Angreifer zuerst durchprobieren, weil es häufig oder schon einmal bekannt geworden ist. Wählen Sie ein anderes.
password-too-weak = Leicht zu erraten: Ein paar Wörter, die nichts miteinander zu tun haben, sind viel schwerer zu erraten.
password-unchanged = Das ist Ihr aktuelles Passwort. Wählen Sie ein anderes.

problem-back = Zu Ihrem Konto
problem-sign-in = Zur Anmeldung
problem-again = Noch einmal versuchen
problem-reload = Neu laden
out-of-date = Diese Seite war nicht mehr aktuell. Prüfen Sie Ihre Eingaben und senden Sie sie noch einmal ab.
out-of-date-or-no-cookies = Diese Seite war nicht mehr aktuell. Prüfen Sie Ihre Eingaben und senden Sie sie noch einmal ab. Erscheint diese Meldung wieder, erlauben Sie Cookies für diese Website.

fault-title = Bei uns ist etwas schiefgegangen
fault-text = Es liegt nicht an Ihnen. Bitte versuchen Sie es noch einmal. Falls Sie gerade etwas geändert haben, prüfen Sie zuerst, ob es gespeichert wurde.
fault-id = Wenn das öfter passiert, nennen Sie dem Support bitte diese Nummer: { $id }
unavailable-title = Das geht gerade nicht
unavailable-text = Ein Teil des Dienstes antwortet nicht. Bitte versuchen Sie es gleich noch einmal. Falls Sie gerade etwas geändert haben, prüfen Sie zuerst, ob es gespeichert wurde.
missing-title = Seite nicht gefunden
missing-text = Diese Seite gibt es nicht, oder Sie haben keinen Zugriff darauf.
not-signed-in-title = Bitte melden Sie sich an
not-signed-in-text = Dafür müssen Sie angemeldet sein.
task-due-title = Vorher noch eines
task-due-text = Bevor es weitergeht: { $task }.
task-signed-in-as = Angemeldet als { $email }.
stale-title = Bitte bestätigen Sie, dass Sie es sind
stale-text = Bitte bestätigen Sie zur Sicherheit, dass Sie es sind, und versuchen Sie es dann noch einmal.
impersonated-title = Das kann nur die Person selbst
impersonated-text = Sie handeln gerade für jemand anderen. Es wurde nichts geändert.
pending-ended = Sie wurden abgemeldet. Ihre Änderungen sind noch da; speichern Sie sie noch einmal.
pending-unconfirmed = Ihre Änderungen sind noch da, aber noch nicht gespeichert.
forbidden-title = Das dürfen Sie hier nicht
forbidden-text = Ihre Rolle erlaubt das nicht ({ $permission }). Inhaber und Administratoren können Ihre Rolle ändern.
not-entitled-title = In Ihrem Tarif nicht enthalten
not-entitled-text = Für { -your-organization(case: "accusative") } ist diese Funktion nicht freigeschaltet ({ $entitlement }). Inhaber können sie anfordern.
refused-title = Das wurde nicht angenommen
invalid-csrf-token-title = Diese Seite ist nicht mehr aktuell
invalid-csrf-token-text = Vielleicht haben Sie sich in einem anderen Tab abgemeldet. Es wurde nichts geändert. Laden Sie die Seite neu und versuchen Sie es noch einmal.
no-cookies-title = Ihr Browser hat unser Cookie nicht gespeichert
no-cookies-text = Zum Anmelden sind Cookies nötig. Erlauben Sie sie für diese Website. Wenn die Adresse mit http:// beginnt, rufen Sie die Website über https:// oder als localhost auf: Nur dort speichern Browser sichere Cookies.
cross-site-title = Das kam von einer anderen Website
cross-site-text = Zu Ihrer Sicherheit nehmen wir Änderungen nur von unseren eigenen Seiten an. Es wurde nichts geändert.
too-many-title = Zu viele Versuche
too-many-text = Bitte warten Sie { $wait } und versuchen Sie es dann noch einmal.
malformed-title = Das konnten wir nicht lesen
malformed-text = Was Ihr Browser gesendet hat, war unvollständig oder beschädigt. Es wurde nichts geändert. Gehen Sie zurück und versuchen Sie es noch einmal.
too-large-title = Das ist zu groß
too-large-text = Ihr Browser hat mehr gesendet, als diese Seite annimmt. Es wurde nichts geändert.
wrong-media-title = Das konnten wir nicht lesen
wrong-media-text = Diese Adresse nimmt nur Formulare und JSON an; die Kopfzeile Content-Type muss angeben, was es ist.
wrong-method-title = Das geht hier nicht
wrong-method-text = Diese Adresse beantwortet Anfragen dieser Art nicht.

email-empty = Geben Sie Ihre E-Mail-Adresse ein.
email-malformed = Geben Sie eine Adresse wie name@example.com ein.

list-search = Suchen
list-apply = Anwenden
list-clear = Zurücksetzen
list-shown = { $count ->
    [one] Ein Eintrag wird angezeigt
   *[other] { $count } Einträge werden angezeigt
}
list-none-found = Nichts gefunden
list-none-found-text = Dazu gibt es keinen Eintrag.
list-none-here = Keine weiteren Einträge
list-none-here-text = Was auf dieser Seite stand, gibt es nicht mehr.
list-first = Erste Seite
list-next = Nächste Seite
list-select-all = Alle auf dieser Seite auswählen
list-none-selected = Nichts ausgewählt
list-none-selected-text = Gehen Sie zurück und kreuzen Sie die Einträge an, die Sie meinen.
list-back = Zurück zur Liste

device-browser-on = { $system ->
    [iPhone] { $browser } auf dem iPhone
    [iPad] { $browser } auf dem iPad
   *[system] { $browser } unter { $system }
}
device-unknown = Unbekanntes Gerät
form-email = E-Mail-Adresse
form-save = Speichern
form-cancel = Abbrechen
