//! HTTP as a browser speaks it, over keep-alive connections.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

/// One request, as text.
pub(crate) struct Request(String);

impl Request {
    /// A page.
    pub(crate) fn page(path: &str, cookie: &str) -> Self {
        let lines = Self::lines("GET", path, cookie, "navigate");
        Self(format!("{lines}\r\n"))
    }

    /// A form of a page of the same site, sent by a client that stands behind one proxy.
    pub(crate) fn form(
        path: &str,
        cookie: &str,
        origin: &str,
        client: &str,
        fields: &[(&str, &str)],
    ) -> Self {
        let lines = Self::lines("POST", path, cookie, "navigate");
        let body = widgets_tests::harness::browser::encode(fields);
        let length = body.len();
        Self(format!(
            "{lines}origin: {origin}\r\n\
             x-forwarded-for: {client}\r\n\
             content-type: application/x-www-form-urlencoded\r\n\
             content-length: {length}\r\n\
             \r\n\
             {body}"
        ))
    }

    fn lines(method: &str, path: &str, cookie: &str, mode: &str) -> String {
        let cookie = match cookie {
            "" => String::new(),
            cookie => format!("cookie: {cookie}\r\n"),
        };
        format!(
            "{method} {path} HTTP/1.1\r\n\
             host: 127.0.0.1\r\n\
             user-agent: {}\r\n\
             accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n\
             accept-language: en-GB,en;q=0.5\r\n\
             accept-encoding: gzip, deflate, br, zstd\r\n\
             sec-fetch-dest: document\r\n\
             sec-fetch-mode: {mode}\r\n\
             sec-fetch-site: same-origin\r\n\
             {cookie}",
            widgets_tests::harness::browser::CHROME,
        )
    }
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Every header but the date, in alphabetical order.
    pub(crate) headers: Vec<String>,
    pub(crate) body: String,
}

impl Reply {
    /// The pairs of the cookies it sets.
    pub(crate) fn cookies(&self) -> String {
        let set = self
            .headers
            .iter()
            .filter_map(|own| own.strip_prefix("set-cookie: "));
        let pairs: Vec<&str> = set.filter_map(|own| own.split(';').next()).collect();
        pairs.join("; ")
    }
}

/// A connection that stays open.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            buffer: vec![0; 128 * 1024],
        }
    }

    /// Sends a request and reads the whole reply, whose status this is.
    pub(crate) fn exchange(&mut self, request: &Request) -> u16 {
        self.read(request).0
    }

    /// The same, and all of what came back.
    pub(crate) fn ask(&mut self, request: &Request) -> Reply {
        let (status, length) = self.read(request);
        let text = String::from_utf8(self.buffer[..length].to_vec()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let headers = head.split("\r\n").skip(1).map(str::to_owned);
        let mut headers: Vec<String> = headers.filter(|own| !own.starts_with("date:")).collect();
        headers.sort();
        Reply {
            status,
            headers,
            body: body.to_owned(),
        }
    }

    /// The status, and how long the reply is in the buffer.
    fn read(&mut self, request: &Request) -> (u16, usize) {
        self.stream.write_all(request.0.as_bytes()).unwrap();
        let (mut length, mut whole) = (0, None);
        while whole.map(|(_, whole)| whole) != Some(length) {
            let read = self.stream.read(&mut self.buffer[length..]).unwrap();
            assert_ne!(read, 0, "the server closed the connection");
            length += read;
            whole = whole.or_else(|| whole_reply(&self.buffer[..length]));
        }
        whole.unwrap()
    }
}

/// The status, and how long the reply will be, head and body; none before its whole head is there.
fn whole_reply(bytes: &[u8]) -> Option<(u16, usize)> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let (_, rest) = head.split_once("content-length: ").unwrap();
    let (body, _) = rest.split_once("\r\n").unwrap();
    Some((status, end + body.parse::<usize>().unwrap()))
}
