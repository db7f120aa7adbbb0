namespace Amazon.GameLiftStreams.Internal;

/// <summary>What a collection member holds before anyone sets it: nothing, unless the process asks the SDK for empty collections.</summary>
internal static class Unset
{
    public static List<T> List<T>() => AWSConfigs.InitializeCollections ? [] : null;

    public static Dictionary<TKey, TValue> Dictionary<TKey, TValue>() => AWSConfigs.InitializeCollections ? [] : null;
}
