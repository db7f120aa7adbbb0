using System.Net;

namespace StreamOps.Operations.GameLift;

/// <summary>The way out of this process: what is on this machine is reached directly, the rest as the environment's proxy settings say.</summary>
/// <remarks>.NET sends 127.0.0.1 through HTTP_PROXY as well, unless NO_PROXY names it.</remarks>
/// <param name="usual">Where all else goes.</param>
public sealed class LoopbackDirect(IWebProxy usual) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => usual.Credentials;
        set => usual.Credentials = value;
    }

    /// <summary>Holds for every HTTP client of this process that has no proxy of its own and has not sent anything yet.</summary>
    public static void Apply()
    {
        if (HttpClient.DefaultProxy is not LoopbackDirect)
        {
            HttpClient.DefaultProxy = new LoopbackDirect(HttpClient.DefaultProxy);
        }
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : usual.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || usual.IsBypassed(host);
}
