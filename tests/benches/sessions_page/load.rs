//! Requests as a browser sends them, over keep-alive connections.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;

/// The page.
pub(crate) const PATH: &str = "/account/sessions";

/// So many requests on each of so many connections at once.
pub(crate) struct Load<'a> {
    pub(crate) address: SocketAddr,
    pub(crate) cookie: &'a str,
    pub(crate) connections: usize,
    pub(crate) requests: usize,
}

impl Load<'_> {
    /// Sends them, one after the other on each connection, and gives their number.
    pub(crate) fn run(&self) -> usize {
        thread::scope(|scope| {
            for _ in 0..self.connections {
                scope.spawn(|| {
                    let mut connection = Connection::open(self.address, self.cookie);
                    for _ in 0..self.requests {
                        connection.exchange();
                    }
                });
            }
        });
        self.connections * self.requests
    }
}

/// One reply, to be compared with another.
pub(crate) struct Reply {
    pub(crate) status: String,
    /// Every header but the date, in alphabetical order.
    pub(crate) headers: Vec<String>,
    pub(crate) body: String,
}

impl Reply {
    /// What the page loads, as its head says it: the addresses name the content of the files.
    pub(crate) fn loads(&self) -> &str {
        let start = self.body.find("</title>").unwrap() + "</title>".len();
        let end = self.body.find("</head>").unwrap();
        &self.body[start..end]
    }
}

/// One reply on a connection of its own.
pub(crate) fn fetch(address: SocketAddr, cookie: &str) -> Reply {
    let mut connection = Connection::open(address, cookie);
    let length = connection.exchange();
    let text = String::from_utf8(connection.buffer[..length].to_vec()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.split("\r\n").map(str::to_owned);
    let status = lines.next().unwrap();
    let mut headers: Vec<String> = lines.filter(|line| !line.starts_with("date:")).collect();
    headers.sort();
    Reply {
        status,
        headers,
        body: body.to_owned(),
    }
}

struct Connection {
    stream: TcpStream,
    request: String,
    buffer: Vec<u8>,
}

impl Connection {
    fn open(address: SocketAddr, cookie: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        let request = format!(
            "GET {PATH} HTTP/1.1\r\n\
             host: {address}\r\n\
             user-agent: {}\r\n\
             accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n\
             accept-language: en-GB,en;q=0.5\r\n\
             accept-encoding: gzip, deflate, br, zstd\r\n\
             sec-fetch-dest: document\r\n\
             sec-fetch-mode: navigate\r\n\
             sec-fetch-site: same-origin\r\n\
             cookie: {cookie}\r\n\
             \r\n",
            widgets_tests::browser::CHROME,
        );
        Self {
            stream,
            request,
            buffer: vec![0; 128 * 1024],
        }
    }

    /// Sends the request and reads the whole reply, which is then that long in the buffer.
    fn exchange(&mut self) -> usize {
        self.stream.write_all(self.request.as_bytes()).unwrap();
        let (mut length, mut whole) = (0, None);
        while whole != Some(length) {
            let read = self.stream.read(&mut self.buffer[length..]).unwrap();
            assert_ne!(read, 0, "the server closed the connection");
            length += read;
            whole = whole.or_else(|| whole_length(&self.buffer[..length]));
        }
        length
    }
}

/// How long the reply will be, head and body; none before its whole head is there.
fn whole_length(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let (_, rest) = head.split_once("content-length: ").unwrap();
    let (body, _) = rest.split_once("\r\n").unwrap();
    Some(end + body.parse::<usize>().unwrap())
}
