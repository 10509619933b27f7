//! The only source of chance of the product. Everything else is given what chance decided.

/// Sixteen bytes that nobody can guess, from the system.
///
/// # Errors
/// When the system has no chance to give, which no running system does.
pub fn sixteen_bytes() -> std::io::Result<[u8; 16]> {
    bytes()
}

/// Thirty-two bytes that nobody can guess, from the system: a key.
///
/// # Errors
/// When the system has no chance to give, which no running system does.
pub fn thirty_two_bytes() -> std::io::Result<[u8; 32]> {
    bytes()
}

fn bytes<const N: usize>() -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|fault| std::io::Error::other(fault.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_does_not_repeat_itself() {
        let drawn: std::collections::BTreeSet<_> =
            (0..64).map(|_| sixteen_bytes().expect("chance")).collect();
        assert_eq!(drawn.len(), 64);
    }
}
