using Microsoft.AspNetCore.DataProtection;

namespace StreamOps.Operations.Secrets;

/// <summary>Encrypts offers and answers for the store, with keys that stand outside of it.</summary>
public sealed class OfferVault(IDataProtectionProvider protection)
{
    // Two purposes: what was kept as an answer cannot be passed off as an offer.
    private readonly IDataProtector _offers = protection.CreateProtector("StreamOps.Rescue.Offer.v1");
    private readonly IDataProtector _answers = protection.CreateProtector("StreamOps.Rescue.Answer.v1");

    internal byte[] Lock(Offer offer) => _offers.Protect(Encoding.UTF8.GetBytes(offer.Text));

    internal byte[] Lock(Answer answer) => _answers.Protect(Encoding.UTF8.GetBytes(answer.Text));

    /// <summary>The offer; null when it was erased or the keys have changed.</summary>
    internal Offer? OpenOffer(byte[]? locked) => Open(_offers, locked) is { } text ? new Offer(text) : null;

    /// <summary>The answer; null when it was erased or the keys have changed.</summary>
    internal Answer? OpenAnswer(byte[]? locked) => Open(_answers, locked) is { } text ? new Answer(text) : null;

    private static string? Open(IDataProtector protector, byte[]? locked)
    {
        if (locked is null)
        {
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(protector.Unprotect(locked));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
