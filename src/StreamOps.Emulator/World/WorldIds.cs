namespace StreamOps.Emulator.World;

/// <summary>Identifiers and ARNs in the service's shapes, drawn from a seeded source.</summary>
public sealed class WorldIds(Random random)
{
    /// <summary>The account of the emulated world: the one that AWS uses in its examples.</summary>
    public const string Account = "111122223333";

    /// <summary>The primary Region of every group; requests may be signed for any.</summary>
    public const string Region = "us-west-2";

    private const string Symbols = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

    public string StreamGroup() => "sg-" + Symbolic(9);

    public string Application() => "a-" + Symbolic(9);

    public string StreamSession() => Symbolic(13);

    public string User() => $"u-{(uint)random.NextInt64(0x1_0000_0000):x8}";

    public static string ApplicationArn(string id) => $"{Prefix}application/{id}";

    public static string StreamGroupArn(string id) => $"{Prefix}streamgroup/{id}";

    public static string StreamSessionArn(string groupId, string id) => $"{Prefix}streamsession/{groupId}/{id}";

    private const string Prefix = $"arn:aws:gameliftstreams:{Region}:{Account}:";

    private string Symbolic(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Symbols[random.Next(Symbols.Length)]));
}
