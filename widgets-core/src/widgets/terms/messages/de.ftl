terms-title = Unsere Bedingungen
terms-lead = Bitte lesen und akzeptieren Sie unsere Bedingungen, um { $name } zu nutzen.
terms-lead-changed = Unsere Bedingungen haben sich geändert. Bitte lesen und akzeptieren Sie die neuen, um { $name } weiter zu nutzen.
terms-accept = Weiter
terms-changed = Die Bedingungen haben sich geändert, während diese Seite offen war. Bitte lesen Sie die neuen.
terms-missing = Akzeptieren Sie die Bedingungen, um weiterzumachen.
