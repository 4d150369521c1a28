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
nav-you = Sie
nav-skip = Zum Inhalt springen
language-switch = Sprache dieser Seite
language-unknown = Diese Sprache steht nicht zur Wahl. Wählen Sie eine andere.
acting-text = Sie handeln als { $name }. Endet um { $time }.
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

error-summary = Bitte prüfen Sie Ihre Eingaben
invalid-title = Bitte prüfen Sie Ihre Eingaben
field-too-long = Das ist zu lang. Höchstens { $most } Zeichen sind möglich.

password-empty = Wählen Sie ein Passwort.
password-hint = { $least ->
    [one] Mindestens { $least } Zeichen. Am besten ein paar Wörter, die nur Sie so zusammenstellen würden.
   *[other] Mindestens { $least } Zeichen. Am besten ein paar Wörter, die nur Sie so zusammenstellen würden.
}
password-too-short = { $least ->
    [one] Verwenden Sie mindestens ein Zeichen; das sind { $has }.
   *[other] Verwenden Sie mindestens { $least } Zeichen; das sind { $has }. Mehrere Wörter hintereinander lassen sich leicht merken.
}
password-too-long = { $most ->
    [one] Verwenden Sie höchstens ein Zeichen.
   *[other] Verwenden Sie höchstens { $most } Zeichen.
}
password-lacks-letter = Verwenden Sie einen Buchstaben.
password-lacks-lower-case = Verwenden Sie einen Kleinbuchstaben.
password-lacks-capital = Verwenden Sie einen Großbuchstaben.
password-lacks-digit = Verwenden Sie eine Ziffer.
password-lacks-symbol = Verwenden Sie ein Sonderzeichen, etwa einen Bindestrich oder ein Ausrufezeichen.
password-own-words = Das besteht vor allem aus Ihrem Namen, Ihrer Adresse oder dem Namen dieses Dienstes, und das probieren andere zuerst. Verwenden Sie etwas, das nichts mit Ihnen zu tun hat.
password-unchanged = Das ist Ihr jetziges Passwort. Verwenden Sie ein anderes.

problem-back = Zu Ihrem Konto

fault-title = Bei uns ist etwas schiefgegangen
fault-text = Es liegt nicht an Ihnen. Bitte versuchen Sie es noch einmal. Falls Sie gerade etwas geändert haben, sehen Sie zuerst nach, ob es gespeichert wurde.
fault-id = Wenn das öfter passiert, nennen Sie dem Support bitte diese Nummer: { $id }
unavailable-title = Das geht gerade nicht
unavailable-text = Ein Teil des Dienstes antwortet nicht. Bitte versuchen Sie es gleich noch einmal. Falls Sie gerade etwas geändert haben, sehen Sie zuerst nach, ob es gespeichert wurde.
missing-title = Seite nicht gefunden
missing-text = Unter dieser Adresse gibt es nichts, oder es ist nicht für Sie bestimmt.
not-signed-in-title = Bitte melden Sie sich an
not-signed-in-text = Dafür müssen Sie angemeldet sein.
stale-title = Bitte bestätigen Sie, dass Sie es sind
stale-text = Dafür müssen Sie vor Kurzem gezeigt haben, dass Sie es sind. Bestätigen Sie es und versuchen Sie es noch einmal.
impersonated-title = Das kann nur die Person selbst
impersonated-text = Sie handeln an der Stelle einer anderen Person. Das hier bleibt ihr überlassen und wurde nicht ausgeführt.
pending-ended = Ihre Sitzung war beendet. Was Sie eingegeben haben, ist noch da; gespeichert ist noch nichts.
pending-unconfirmed = Was Sie eingegeben haben, ist noch da; gespeichert ist noch nichts.
forbidden-title = Das dürfen Sie hier nicht
forbidden-text = Ihre Rolle hier schließt das nicht ein ({ $permission }). Wer hier Inhaber oder Administrator ist, kann Ihre Rolle ändern.
not-entitled-title = In Ihrem Tarif nicht enthalten
not-entitled-text = Für { -your-organization(case: "accusative") } ist diese Funktion nicht freigeschaltet ({ $entitlement }). Wer Inhaber ist, kann sie anfragen.
refused-title = Das wurde nicht angenommen
invalid-csrf-token-title = Dieses Formular gilt nicht mehr
invalid-csrf-token-text = Es war zu lange offen oder kam von einer anderen Seite. Es wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
no-cookies-title = Ihr Browser hat unser Cookie nicht behalten
no-cookies-text = Die Anmeldung braucht Cookies. Erlauben Sie sie für diese Website. Wenn die Adresse mit http:// beginnt, rufen Sie die Website über https:// oder als localhost auf: Nur dort behalten Browser sichere Cookies.
cross-site-title = Das kam von einer anderen Website
cross-site-text = Zu Ihrer Sicherheit nehmen wir Änderungen nur von unseren eigenen Seiten an. Es wurde nichts geändert.
too-many-title = Zu viele Versuche
too-many-text = Bitte warten Sie { $wait } und versuchen Sie es dann noch einmal.
malformed-title = Das konnten wir nicht lesen
malformed-text = Was Ihr Browser gesendet hat, war unvollständig oder beschädigt. Es wurde nichts geändert. Gehen Sie zurück und versuchen Sie es noch einmal.
too-large-title = Das ist zu viel auf einmal
too-large-text = Ihr Browser hat mehr gesendet, als diese Seite annimmt. Es wurde nichts geändert.
wrong-media-title = Das konnten wir nicht lesen
wrong-media-text = Diese Adresse nimmt nur Formulare und JSON an, und die Kopfzeile Content-Type muss sagen, welches von beiden.
wrong-method-title = Das geht hier nicht
wrong-method-text = Diese Adresse beantwortet Anfragen dieser Art nicht.

email-empty = Geben Sie Ihre E-Mail-Adresse ein.
email-malformed = Das sieht nicht wie eine E-Mail-Adresse aus. Sie sollte etwa so lauten: name@example.com.
