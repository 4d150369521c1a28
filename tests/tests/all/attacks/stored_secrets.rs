//! What a thief of the database finds: no code, token, password or mail in clear.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sqlx::{Connection as _, PgConnection, Row as _};
use widgets_core::mail::{DevelopmentMailbox, Mailer as _};
use widgets_tests::harness::factors::{STEP, give, give_recovery};
use widgets_tests::prelude::*;

const NELE: &str = "nele@nordlicht.example";
const FIRST_PASSWORD: &str = "three spoons in the drawer";

tests! {
    fn a_sqlite_file_holds_no_secret_in_clear: sqlite();
    fn a_postgres_database_holds_no_secret_in_clear: postgres();
}

async fn sqlite() {
    let host = TestHost::of(Framework::Axum, Storage::Sqlite).start().await;
    let secrets = walk(&host).await;
    // What is not written back yet stands in the file beside it.
    let files = ["", "-wal"].map(|end| format!("{}{end}", host.storage.location));
    let files = files.iter().filter(|file| Path::new(file).exists());
    let bytes: Vec<_> = files
        .flat_map(|file| std::fs::read(file).unwrap())
        .collect();
    judge(&bytes, &secrets);
}

async fn postgres() {
    let host = TestHost::of(Framework::Axum, Storage::Postgres);
    let host = host.start().await;
    let secrets = walk(&host).await;
    judge(&dump(&host.storage.location).await, &secrets);
}

/// Every row of every table as text; bytes are decoded, so that text in them is found.
async fn dump(location: &str) -> Vec<u8> {
    let mut database = PgConnection::connect(location).await.unwrap();
    let tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";
    let tables = sqlx::query(tables).fetch_all(&mut database).await.unwrap();
    let mut all = Vec::new();
    for table in tables {
        let table: String = table.get(0);
        let sql = format!("SELECT CAST(own AS TEXT) FROM {table} own");
        let sql = sqlx::AssertSqlSafe(sql);
        for row in sqlx::query(sql).fetch_all(&mut database).await.unwrap() {
            let text: String = row.get(0);
            all.extend(unhexed(&text));
            all.extend(text.into_bytes());
            all.push(b'\n');
        }
    }
    all
}

/// The bytes that stand as hexadecimal digits behind each `\x`.
fn unhexed(text: &str) -> Vec<u8> {
    let runs = text.split("\\x").skip(1);
    let mut bytes = Vec::new();
    for run in runs {
        let digits: Vec<u8> = run.bytes().take_while(u8::is_ascii_hexdigit).collect();
        for pair in digits.chunks_exact(2) {
            let pair = std::str::from_utf8(pair).unwrap();
            bytes.push(u8::from_str_radix(pair, 16).unwrap());
        }
        bytes.push(b'\n');
    }
    bytes
}

/// Does everything that has to do with secrets, and gives them. Things are left in every state:
/// spent, waiting, queued.
async fn walk(host: &TestHost) -> Vec<String> {
    let passwords = [PASSWORD, NEW_PASSWORD, FIRST_PASSWORD];
    let mut secrets = passwords.map(str::to_owned).to_vec();
    let mut browser = host.browser();
    let page = begin(&mut browser, NELE).await;
    let code = mailed(host, NELE, &mut secrets).await;
    must_accept(enter(&mut browser, &page, &code).await);

    let mut other = host.browser();
    host.ask_to_sign_in(&mut other, NELE).await;
    mailed(host, NELE, &mut secrets).await;
    let page = host.ask_to_reset(&mut other, NELE).await;
    let code = mailed(host, NELE, &mut secrets).await;
    must_accept(enter_reset(&mut other, &page, &code, NEW_PASSWORD).await);
    must_accept(host.sign_in(&mut other, NELE, NEW_PASSWORD).await);
    let newcomer = invitations(host, &mut secrets).await;
    let staff = links_of_the_back_end(host, &mut secrets).await;
    let bare = first_password(host, &mut secrets).await;
    let [app, waiting] = second_factors(host, &mut secrets).await;
    // A sign-up that waits, its mail still in the outbox, and one kept in the mailbox for trials.
    begin(&mut host.browser(), "waiting@nordlicht.example").await;
    let stores = storage::open(&host.storage.location).await;
    let mailbox = DevelopmentMailbox::new(stores, Keys::development());
    for mail in host.mailbox.mails() {
        mailbox.send(&mail).await.unwrap();
    }
    assert!(!mailbox.mails().await.unwrap().is_empty());
    for browser in [&browser, &other, &newcomer, &staff, &bare, &app, &waiting] {
        for (name, value) in &browser.cookies {
            let token = value.rsplit('.').next().unwrap();
            if !name.ends_with("locale") && token.len() >= 43 {
                secrets.push(token.to_owned());
            }
        }
    }
    secrets
}

/// Accepts one invitation and lets another wait. Gives the browser of the accepted one.
async fn invitations(host: &TestHost, secrets: &mut Vec<String>) -> Browser {
    let (came, waits) = ("came@nordlicht.example", "invited@nordlicht.example");
    let mut browser = host.browser();
    for email in [came, waits] {
        let invite = invite(email);
        host.users().invite(invite).await.unwrap();
        let link = invitation_link(host, email).await;
        secrets.push(link.rsplit('/').next().unwrap().to_owned());
        keep_mail(host, email, secrets).await;
        if email == came {
            must_accept(accept(&mut browser, &link).await);
        }
    }
    browser
}

/// Issues links that open a session, to staff and to a person, and follows the first of each.
async fn links_of_the_back_end(host: &TestHost, secrets: &mut Vec<String>) -> Browser {
    let person = host.person("Jonas").await;
    let mut browser = host.browser();
    for follows in [true, false] {
        for link in [
            host.impersonation_link(&person, 10 * MINUTE).await,
            host.sign_in_link(&person, HOUR).await,
        ] {
            secrets.push(link.rsplit('/').next().unwrap().to_owned());
            if follows {
                must_accept(follow_link(&mut browser, &link).await);
            }
        }
    }
    browser
}

/// Sets the first password of somebody who signed in with a code.
async fn first_password(host: &TestHost, secrets: &mut Vec<String>) -> Browser {
    let bare = host.bare("bare").await;
    let mut browser = host.browser();
    let page = host.ask_to_sign_in(&mut browser, &bare.email).await;
    let code = mailed(host, &bare.email, secrets).await;
    enter(&mut browser, &page, &code).await;
    let fields = [("new_password", FIRST_PASSWORD)];
    let path = "/account/security/password/set";
    must_accept(browser.fill(path, &fields).await);
    keep_mail(host, &bare.email, secrets).await;
    browser
}

/// Adds an app and makes recovery codes, uses one of each, and leaves a sign-in that waits. Gives the browser
/// of each.
async fn second_factors(host: &TestHost, secrets: &mut Vec<String>) -> [Browser; 2] {
    let (person, mut browser, app) = host.person_with_app("Selma").await;
    keep_mail(host, &person.email, secrets).await;
    secrets.push(app.key().to_owned());
    let codes = host.recovery_codes(&mut browser).await;
    keep_mail(host, &person.email, secrets).await;
    let mut other = host.browser();
    for number in 0..3 {
        host.clock.advance(STEP);
        other = host.browser();
        must_accept(host.sign_in(&mut other, &person.email, PASSWORD).await);
        match number {
            0 => must_accept(give(&mut other, &app.code(host)).await),
            1 => must_accept(give_recovery(&mut other, &codes[0]).await),
            _ => continue,
        };
    }
    keep_mail(host, &person.email, secrets).await;
    let plain = codes.iter().map(|code| code.replace('-', ""));
    secrets.extend(plain);
    secrets.extend(codes.iter().cloned());
    [browser, other]
}

/// The newest code mailed to that address; all of the mail is secret.
async fn mailed(host: &TestHost, address: &str, secrets: &mut Vec<String>) -> String {
    let mailed = host.mailed_code(address).await;
    let digits: String = mailed.code.chars().filter(char::is_ascii_digit).collect();
    let (first, second) = digits.split_at(4);
    secrets.push(format!("{first} {second}"));
    secrets.push(digits.clone());
    secrets.push(mailed.link.rsplit('/').next().unwrap().to_owned());
    keep_mail(host, address, secrets).await;
    digits
}

/// All of the newest mail to that address is secret.
async fn keep_mail(host: &TestHost, address: &str, secrets: &mut Vec<String>) {
    let mail = host.newest_mail(address).await;
    let lines = mail.text.lines().map(str::trim);
    secrets.extend(lines.filter(|line| line.len() > 20).map(str::to_owned));
    secrets.push(mail.subject);
}

fn judge(bytes: &[u8], secrets: &[String]) {
    let contains = |text: &str| bytes.windows(text.len()).any(|own| own == text.as_bytes());
    // The search finds what stands there in clear.
    assert!(contains(NELE));
    assert!(secrets.len() > 20, "{}", secrets.len());
    for secret in secrets {
        assert!(!contains(secret), "{secret:?} stands in the database");
    }
    let keys = secrets.iter().filter(|own| own.len() == 32);
    let keys = keys.filter_map(|own| totp_rs::Secret::try_from_base32(own).ok());
    let mut apps = 0;
    for key in keys {
        apps += 1;
        let written = [URL_SAFE_NO_PAD.encode(&key), hex(&key)];
        assert!(!written.iter().any(|own| contains(own)), "{key:?}");
        assert!(!bytes.windows(key.len()).any(|own| own == &key[..]));
    }
    assert!(apps > 0, "an app has a secret");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
