using Microsoft.AspNetCore.Authentication;
using StreamOps.Dashboard.Network;
using StreamOps.Operations.Audit;

namespace StreamOps.Dashboard.SignIn;

/// <summary>How often one person may sign in: as often as hands do, and not as fast as a provider answers. Each time stands in the record, and nobody can make that shorter.</summary>
/// <remarks>Counted by the provider's subject, whatever browser it is, in this process alone.</remarks>
/// <param name="time">Of the minute.</param>
/// <param name="most">Of one person in a minute.</param>
internal sealed class SignInPace(TimeProvider time, int most = SignInPace.MostAMinute)
{
    /// <summary>As many as one person has at once: within a minute none gives way to the next.</summary>
    public const int MostAMinute = 20;

    private readonly Pace _pace = new(time, most);

    /// <summary>Counts one more, where there is room for it. Where there is none the browser reads so, and what was asked for is refused in the record, where refusals have an end.</summary>
    /// <param name="context">The provider's answer.</param>
    /// <param name="subject">Who signs in.</param>
    /// <param name="options">What they would be.</param>
    /// <returns>Whether it is refused: the answer is written.</returns>
    public async Task<bool> RefusesAsync(TicketReceivedContext context, string subject, SignInOptions options)
    {
        if (_pace.TryTake(subject))
        {
            return false;
        }

        var person = SignedInClaims.PersonOf(SignedInClaims.PrincipalOf(options, [.. context.Principal!.Claims], session: ""));
        var notes = context.HttpContext.RequestServices.GetRequiredService<AccessNotes>();
        await notes.ForbiddenAsync(person, AuditActions.SignIn, $"They signed in {most} times within a minute.");
        context.HandleResponse();
        await SignInEndpoints.Page(SignInWords.TooOften(most), StatusCodes.Status429TooManyRequests).ExecuteAsync(context.HttpContext);
        return true;
    }
}
