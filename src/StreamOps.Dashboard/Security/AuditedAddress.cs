using StreamOps.Dashboard.Network;
using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.Security;

/// <summary>Says to the audit from which address a request came; a circuit's acts come from that of its connection.</summary>
internal static class AuditedAddress
{
    /// <summary>Behind whatever believes a proxy's headers, before whatever does something.</summary>
    public static IApplicationBuilder UseAuditedAddress(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                AskedFrom.Address = ClientAddress.Plain(context.Connection.RemoteIpAddress)?.ToString();
                return next(context);
            }
        );
}
