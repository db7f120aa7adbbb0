using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace StreamOps.Dashboard.Keys;

/// <summary>Data Protection, its keys kept with the database and locked by the certificate or the key of AWS KMS that the settings name.</summary>
public static class KeyServices
{
    public static void AddKeptKeys(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<KeyOptions>, KeyOptionsRules>();
        services.AddOptions<KeyOptions>().Bind(builder.Configuration.GetSection(KeyOptions.Section)).ValidateOnStart();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeptKeys>();
        var protection = services.AddDataProtection().SetApplicationName("StreamOps");
        // Data Protection takes certificates while services are added alone; what is wrong with them is told with the other settings.
        var certificates = KeyCertificates.Of(KeyOptions.From(builder.Configuration));
        services.AddSingleton(certificates);
        if (certificates.Newest is { } newest)
        {
            protection.ProtectKeysWithCertificate(newest);
        }

        if (certificates.All.Count > 0)
        {
            protection.UnprotectKeysWithAnyCertificate([.. certificates.All]);
        }

        services.AddSingleton(provider => new AwsDataKeys(
            provider.GetRequiredService<IOptions<KeyOptions>>().Value.KmsServiceUrl,
            provider.GetRequiredService<IConfiguration>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<KmsKeys>();
        if (KeyOptions.From(builder.Configuration).KmsKey.Length > 0)
        {
            services.AddOptions<KeyManagementOptions>().Configure<KmsKeys>((keys, kms) => keys.XmlEncryptor = new KmsXmlEncryptor(kms));
        }
    }
}
