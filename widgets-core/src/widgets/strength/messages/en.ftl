strength-title = Strength of a password
strength-very-weak = Very weak
strength-weak = Weak
strength-fair = Fair
strength-good = Good
strength-strong = Strong
strength-unknown = There was no time to find out. Go on without it.
