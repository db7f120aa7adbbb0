namespace StreamOps.Operations.Offers;

/// <summary>Tells whether two texts carry the same offer, without keeping either.</summary>
internal static class OfferHash
{
    /// <summary>SHA-256, in hexadecimal, of the session description where it can be read, else of the whole text; line ends do not count.</summary>
    public static string Of(string text)
    {
        var envelope = text.Length <= OfferDesk.MaxBytes ? OfferEnvelope.Open(text) : null;
        var essence = envelope is { HasSdp: true } ? envelope.Sdp : text;
        return Convert.ToHexStringLower(SHA256.HashData(Normalized(essence.Trim())));
    }

    /// <summary>In UTF-8, lines parted by LF: as it comes from the Web SDK, whatever a way in between made of it.</summary>
    private static ReadOnlySpan<byte> Normalized(ReadOnlySpan<char> text)
    {
        // No line end is shorter than LF, and what stands behind the last line is not written: it fits.
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        var written = 0;
        foreach (var line in text.EnumerateLines())
        {
            written += Encoding.UTF8.GetBytes(line, bytes.AsSpan(written));
            bytes[written++] = (byte)'\n';
        }

        return bytes.AsSpan(0, written - 1);
    }
}
