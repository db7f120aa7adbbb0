using System.Buffers.Binary;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Calls;

/// <summary>Where a walk through a list stands.</summary>
/// <param name="Salt">Decides the order of this walk.</param>
/// <param name="After">The place of the last item given; null at the walk's beginning.</param>
public sealed record WalkPosition(ulong Salt, ulong? After);

/// <summary>Opaque tokens: sealed with a key of this process, bound to the list and its filters, good for a limited time.</summary>
public sealed class PageTokens(SwitchBoard switches)
{
    private const int PayloadLength = 24;
    private const int SealLength = 16;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>A token that continues the walk of <paramref name="list"/> after a position.</summary>
    public string Issue(string list, WalkPosition position, DateTimeOffset now)
    {
        var token = new byte[PayloadLength + SealLength];
        BinaryPrimitives.WriteInt64BigEndian(token, now.UtcTicks);
        BinaryPrimitives.WriteUInt64BigEndian(token.AsSpan(8), position.Salt);
        BinaryPrimitives.WriteUInt64BigEndian(token.AsSpan(16), position.After ?? 0);
        Seal(list, token.AsSpan(0, PayloadLength)).CopyTo(token.AsSpan(PayloadLength));
        return Convert.ToBase64String(token);
    }

    /// <summary>Where a token continues; without one, the beginning of a walk in an order of its own.</summary>
    public WalkPosition Read(string list, string? text, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new(BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(8)), After: null);
        }

        var token = new byte[PayloadLength + SealLength];
        if (
            !Convert.TryFromBase64String(text, token, out var length)
            || length != token.Length
            || !CryptographicOperations.FixedTimeEquals(Seal(list, token.AsSpan(0, PayloadLength)), token.AsSpan(PayloadLength))
        )
        {
            throw ApiErrors.Validation("The value of 'NextToken' is not a token of this list.");
        }

        var issuedAt = new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(token), TimeSpan.Zero);
        if (now - issuedAt > TimeSpan.FromSeconds(switches.Current.NextTokenLifetimeSeconds))
        {
            throw ApiErrors.Validation("The value of 'NextToken' has expired.");
        }

        return new(BinaryPrimitives.ReadUInt64BigEndian(token.AsSpan(8)), BinaryPrimitives.ReadUInt64BigEndian(token.AsSpan(16)));
    }

    private byte[] Seal(string list, ReadOnlySpan<byte> payload) =>
        HMACSHA256.HashData(_key, (byte[])[.. payload, .. Encoding.UTF8.GetBytes(list)])[..SealLength];
}

/// <summary>One page of a list, for a call.</summary>
public static class ListPages
{
    /// <param name="list">The list and its filters: a token is good for this text alone.</param>
    public static PageWire<TWire> Page<T, TWire>(
        this PageTokens tokens,
        ApiCall call,
        string list,
        DateTimeOffset now,
        IEnumerable<T> all,
        Func<T, ulong> keyOf,
        Func<T, TWire> wireOf
    )
    {
        var size = call.MaxResults();
        var position = tokens.Read(list, call.QueryText("NextToken"), now);
        var (items, last) = Paging.Cut(all, keyOf, position, size);
        return new([.. items.Select(wireOf)], last is null ? null : tokens.Issue(list, position with { After = last }, now));
    }
}
