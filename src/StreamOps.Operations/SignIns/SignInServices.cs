namespace StreamOps.Operations.SignIns;

/// <summary>Registers what keeps sign-ins.</summary>
internal static class SignInServices
{
    /// <summary>Adds the store of sign-ins; who signs in, and how, is the host's affair.</summary>
    public static IServiceCollection AddKeptSignIns(this IServiceCollection services) => services.AddSingleton<SignInStore>();
}
