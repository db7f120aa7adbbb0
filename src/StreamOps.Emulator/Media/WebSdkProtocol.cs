namespace StreamOps.Emulator.Media;

/// <summary>The script that the Web SDK loads from the address in an answer before it connects: its input module.</summary>
public static class WebSdkProtocol
{
    private static readonly MediaFile Script = MediaFile.Of("protocol.js");

    /// <summary>The path under the emulator's own address; like the service's, it ends in the 64 digits of the script's hash and <c>.js</c>.</summary>
    public static string Path { get; } = $"/web-sdk/{Convert.ToHexStringLower(SHA256.HashData(Script.Content.Span))}.js";

    public static string UrlAt(Uri baseAddress) => new Uri(baseAddress, Path).AbsoluteUri;

    /// <summary>Sends the script to any page.</summary>
    public static Task WriteAsync(HttpContext context) => Script.WriteAsync(context, forAnyOrigin: true, lifetime: TimeSpan.FromDays(365));
}
