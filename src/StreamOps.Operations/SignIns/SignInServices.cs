namespace StreamOps.Operations.SignIns;

/// <summary>Registers what keeps sign-ins.</summary>
internal static class SignInServices
{
    public static IServiceCollection AddKeptSignIns(this IServiceCollection services) => services.AddSingleton<SignInStore>();
}
