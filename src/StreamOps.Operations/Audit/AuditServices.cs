using Microsoft.Extensions.DependencyInjection;

namespace StreamOps.Operations.Audit;

/// <summary>Registers the audit.</summary>
internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditLog>();
        return services;
    }
}
