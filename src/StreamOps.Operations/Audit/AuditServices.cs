namespace StreamOps.Operations.Audit;

/// <summary>Registers the record of who did what.</summary>
internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AccessNotes>();
        services.AddSingleton<AuditKeys>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<AuditExport>();
        services.AddSingleton<AuditDesk>();
        services.AddHostedService<AuditNoteKeeper>();
        services.AddHostedService<AuditRetention>();
        return services;
    }
}
