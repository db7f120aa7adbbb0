using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Links;

namespace StreamOps.Dashboard.Player;

/// <summary>The addresses that operators hand to players.</summary>
public sealed class PlayerLinks(IOptions<PlayerOptions> options, PlayerListener listener)
{
    private readonly PlayerOptions _options = options.Value;

    /// <summary>Whether <c>StreamOps:Player:PublicUrl</c> is unset: then a link opens in a browser of this machine alone, and its button says so.</summary>
    public bool WorkOnThisMachineOnly => _options.PublicUrl.Length == 0;

    /// <summary>Whether the page plays through a Web SDK; without one it speaks plain WebRTC, which only the emulator answers.</summary>
    public bool HasWebSdk => _options.WebSdk.Length > 0;

    /// <summary>What links cannot do here, as sentences; empty when nothing stands in their way.</summary>
    /// <param name="service">Whose sessions the players play.</param>
    public string LimitOn(ServiceKind service) =>
        string.Join(
                ' ',
                WorkOnThisMachineOnly ? "Links work on this machine only: no StreamOps:Player:PublicUrl is set." : "",
                HasWebSdk || service != ServiceKind.Aws
                    ? ""
                    : "No Web SDK is set (StreamOps:Player:WebSdk): the page speaks plain WebRTC, which only the emulator answers."
            )
            .Trim();

    /// <summary>Where a code is typed, as <c>https://rescue.example.com/rescue</c>.</summary>
    public string CodePage => $"{Base}/rescue";

    /// <summary>The address of a link: its secret stands in the fragment, which no browser sends anywhere. For the player alone.</summary>
    public string AddressOf(LinkSecret secret) => $"{CodePage}#{secret.Text}";

    private string Base => WorkOnThisMachineOnly ? OnThisMachine(listener.Address) : _options.PublicUrl.TrimEnd('/');

    /// <summary>A listener on all addresses is reached by a browser here as localhost.</summary>
    private static string OnThisMachine(string address)
    {
        var uri = new UriBuilder(
            address.Replace("//*:", "//0.0.0.0:", StringComparison.Ordinal).Replace("//+:", "//0.0.0.0:", StringComparison.Ordinal)
        );
        if (uri.Host is "0.0.0.0" or "[::]")
        {
            uri.Host = "localhost";
        }

        return uri.Uri.GetLeftPart(UriPartial.Authority);
    }
}
