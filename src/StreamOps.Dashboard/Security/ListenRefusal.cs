using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace StreamOps.Dashboard.Security;

/// <summary>An address that cannot be listened on, as one sentence for the person who starts it.</summary>
internal static class ListenRefusal
{
    /// <summary>Why a start ended; null when it ended for another reason than its address.</summary>
    /// <param name="exception">What the server threw.</param>
    /// <param name="addresses">What it was to listen on.</param>
    /// <param name="setting">Where another address is written, as <c>--urls</c>.</param>
    public static string? ReasonOf(Exception exception, string addresses, string setting) =>
        exception switch
        {
            IOException { InnerException: AddressInUseException } =>
                $"{exception.Message} Another program listens there: stop it, or choose a port with {setting}.",
            // No right to a port below 1024, or an address that is not of this machine.
            SocketException or IOException { InnerException: AggregateException } =>
                $"Cannot listen on {addresses}: {Cause(exception).TrimEnd('.')}. Choose another address with {setting}.",
            _ => null,
        };

    private static string Cause(Exception exception) =>
        exception.InnerException is AggregateException { InnerExceptions: [var first, ..] } ? first.Message : exception.Message;
}
