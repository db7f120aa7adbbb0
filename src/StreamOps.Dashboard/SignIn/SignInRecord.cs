using System.Threading.Channels;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.SignIns;

namespace StreamOps.Dashboard.SignIn;

/// <summary>What is to be kept of sign-ins, or forgotten, and how it is sealed. <see cref="SignInRecorder"/> writes it.</summary>
public sealed class SignInRecord
{
    private readonly IDataProtector _protector;
    private readonly Channel<SignInNote> _notes = Channel.CreateUnbounded<SignInNote>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>With other settings of the sign-in nothing that was sealed before can be opened: what a claim gives may be something else by now.</summary>
    public SignInRecord(IDataProtectionProvider protection, IOptions<SignInOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _protector = protection.CreateProtector("StreamOps.SignIn.Sessions", SignInStore.HashOf(options.Value.Meaning));
    }

    internal ChannelReader<SignInNote> Notes => _notes.Reader;

    /// <summary>A sign-in is other than it was, or is over.</summary>
    internal void Note(string hash) => _notes.Writer.TryWrite(new SignInNote(hash, null));

    /// <summary>Waits until all that was noted before was written or could not be.</summary>
    internal Task SettleAsync()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _notes.Writer.TryWrite(new SignInNote(null, written)) ? written.Task : Task.CompletedTask;
    }

    internal KeptSignIn Seal(SignInSession session) =>
        new()
        {
            Hash = session.Hash,
            At = session.At,
            UsedAt = session.UsedAt,
            Sealed = For(session.Hash).Protect(TicketSerializer.Default.Serialize(session.Ticket)),
        };

    /// <summary>Who it is; null where that cannot be read any more.</summary>
    internal AuthenticationTicket? Open(KeptSignIn one)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(For(one.Hash).Unprotect(one.Sealed));
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Bound to the browser's key: what is sealed of one sign-in is nothing in another's row.</summary>
    private IDataProtector For(string hash) => _protector.CreateProtector(hash);
}

/// <summary>For <see cref="SignInRecorder"/>: which sign-in is other than it was, or who waits until all of before is written.</summary>
/// <param name="Hash">Of the browser's key; null from who only waits.</param>
/// <param name="Written">Hears of it; null where nobody waits.</param>
internal readonly record struct SignInNote(string? Hash, TaskCompletionSource? Written);
