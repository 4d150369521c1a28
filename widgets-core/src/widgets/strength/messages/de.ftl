strength-title = Stärke eines Passworts
strength-very-weak = Sehr schwach
strength-weak = Schwach
strength-fair = Mittel
strength-good = Gut
strength-strong = Stark
strength-unknown = Das ließ sich gerade nicht ermitteln. Machen Sie einfach weiter.
