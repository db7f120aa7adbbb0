using System.Threading.Channels;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.SignIns;

namespace StreamOps.Dashboard.SignIn;

/// <summary>What is to be kept of sign-ins, or forgotten, and how it is sealed. <see cref="SignInRecorder"/> writes it.</summary>
public sealed class SignInRecord
{
    private readonly IDataProtector _protector;
    private readonly Channel<(string Hash, TaskCompletionSource? Written)> _notes = Channel.CreateUnbounded<(
        string Hash,
        TaskCompletionSource? Written
    )>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>With other settings of the sign-in nothing that was sealed before can be opened: what a claim gives may be something else by now.</summary>
    public SignInRecord(IDataProtectionProvider protection, IOptions<SignInOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _protector = protection.CreateProtector("StreamOps.SignIn.Sessions", SignInStore.HashOf(options.Value.Meaning));
    }

    internal ChannelReader<(string Hash, TaskCompletionSource? Written)> Notes => _notes.Reader;

    /// <summary>A sign-in is other than it was, or is over.</summary>
    internal void Note(string hash) => _notes.Writer.TryWrite((hash, null));

    /// <summary>The same, and waits until it was written or could not be.</summary>
    internal Task NoteAsync(string hash)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _notes.Writer.TryWrite((hash, written)) ? written.Task : Task.CompletedTask;
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
