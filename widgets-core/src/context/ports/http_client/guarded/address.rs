//! Which addresses are of the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The wire server of Azure, which gives credentials to whoever asks from a machine, has an address that
/// looks like any other. Those of other clouds are link-local, unique-local, or in a range below.
const AZURE_WIRE_SERVER: Ipv4Addr = Ipv4Addr::new(168, 63, 129, 16);

/// IPv4 ranges that are not of the public internet, with the bits of their prefix: IANA's registry of
/// special-purpose addresses (RFC 6890), multicast and what is reserved.
const SPECIAL: [(Ipv4Addr, u32); 16] = [
    // This network (RFC 791).
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    // Private (RFC 1918).
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    // Carrier-grade NAT (RFC 6598); the metadata of some clouds too.
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    // Loopback (RFC 1122).
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // Link-local (RFC 3927); the metadata of most clouds too.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    // Assignments of protocols (RFC 6890); the metadata of one cloud too.
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    // Documentation (RFC 5737).
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // Relays of 6to4, no longer in use (RFC 7526).
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    // Benchmarking (RFC 2544).
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    // Multicast (RFC 5771).
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    // Reserved, and broadcast (RFC 1112, RFC 919).
    (Ipv4Addr::new(240, 0, 0, 0), 4),
    (AZURE_WIRE_SERVER, 32),
];

/// IPv6 ranges within 2000::/3 that are not of the public internet. What is outside of that is none either:
/// loopback, IPv4-mapped and -compatible, unique-local, link-local, multicast and all that is unassigned.
const SPECIAL_6: [(Ipv6Addr, u32); 4] = [
    // Assignments of protocols, with Teredo, ORCHID and benchmarking (RFC 2928).
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    // Documentation (RFC 3849, RFC 9637).
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
    // 6to4, which embeds any IPv4 address (RFC 3056).
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
];

const GLOBAL_UNICAST: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);
/// Where networks without IPv4 reach IPv4 addresses, which the last 32 bits are (NAT64, RFC 6052). Their
/// name servers answer with such addresses for every name, so these are judged by what they embed.
const NAT64: (Ipv6Addr, u32) = (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96);

/// Whether an address is of the public internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(own) => is_public_4(own),
        IpAddr::V6(own) => is_public_6(own),
    }
}

fn is_public_4(address: Ipv4Addr) -> bool {
    !SPECIAL.iter().any(|(network, bits)| {
        let beside = u32::MAX.checked_shr(*bits).unwrap_or(0);
        (address.to_bits() ^ network.to_bits()) & !beside == 0
    })
}

fn is_public_6(address: Ipv6Addr) -> bool {
    if is_within(address, NAT64) {
        let [.., a, b, c, d] = address.octets();
        return is_public_4(Ipv4Addr::new(a, b, c, d));
    }
    let special = SPECIAL_6.iter().any(|own| is_within(address, *own));
    is_within(address, GLOBAL_UNICAST) && !special
}

fn is_within(address: Ipv6Addr, (network, bits): (Ipv6Addr, u32)) -> bool {
    let beside = u128::MAX.checked_shr(bits).unwrap_or(0);
    (address.to_bits() ^ network.to_bits()) & !beside == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_153_no_special_address_is_public() {
        let hidden = "0.0.0.0 0.255.255.255 10.0.0.1 10.255.255.255 100.64.0.0 100.100.100.200 \
                      100.127.255.255 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254 \
                      169.254.170.2 172.16.0.0 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 \
                      192.168.0.1 198.18.0.0 198.19.255.255 198.51.100.9 203.0.113.9 224.0.0.1 \
                      239.255.255.255 240.0.0.1 255.255.255.255 \
                      :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 \
                      ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::169.254.169.254 \
                      64:ff9b:1::8.8.8.8 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 \
                      2001:2::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a9fe:a9fe::1 \
                      2002:808:808::1 3fff::1 3fff:fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 \
                      fdff::1 fe80::1 febf::1 fec0::1 ff02::1 ffff::1";
        for text in hidden.split_whitespace() {
            let address: IpAddr = text.parse().unwrap();
            assert!(!is_public(address), "{address}");
        }
    }

    #[test]
    fn addresses_beside_special_ones_are_public() {
        let public = "1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 \
                      128.0.0.0 168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 \
                      172.32.0.0 192.0.1.0 192.0.3.0 192.167.255.255 192.169.0.0 198.17.255.255 \
                      198.20.0.0 223.255.255.255 \
                      2001:200::1 2001:4860:4860::8888 2003::1 2606:4700:4700::1111 2a00::1 3ffe::1 \
                      64:ff9b::8.8.8.8";
        for text in public.split_whitespace() {
            let address: IpAddr = text.parse().unwrap();
            assert!(is_public(address), "{address}");
        }
    }
}
