using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.Security;

/// <summary>Says to the audit from which address a request came; a circuit's acts come from that of its connection.</summary>
internal static class ClientAddresses
{
    /// <summary>Behind whatever believes a proxy's headers, before whatever does something.</summary>
    public static IApplicationBuilder UseClientAddresses(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var address = context.Connection.RemoteIpAddress;
                AskedFrom.Address = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
                return next(context);
            }
        );
}
