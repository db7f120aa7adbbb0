using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Player;

/// <summary>The addresses that operators hand to players.</summary>
public sealed class PlayerLinks(IConfiguration configuration)
{
    private readonly string _publicUrl = configuration["StreamOps:Player:PublicUrl"] ?? "";

    /// <summary>Whether <c>StreamOps:Player:PublicUrl</c> is unset: then a link opens in a browser of this machine alone, and its button says so.</summary>
    public bool WorkOnThisMachineOnly => _publicUrl.Length == 0;

    /// <summary>Whether the page plays through a Web SDK; without one it speaks plain WebRTC, which only the emulator answers.</summary>
    public bool HasWebSdk => configuration["StreamOps:Player:WebSdk"] is { Length: > 0 };

    /// <summary>Where a code is typed, as <c>https://rescue.example.com/rescue</c>.</summary>
    public string CodePage => $"{(WorkOnThisMachineOnly ? "http://127.0.0.1:5181" : _publicUrl.TrimEnd('/'))}/rescue";

    /// <summary>The address of a link: its secret stands in the fragment, which no browser sends anywhere. For the player alone.</summary>
    public string AddressOf(LinkSecret secret) => $"{CodePage}#{secret.Text}";
}
