using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace StreamOps.Operations.Store;

/// <summary>On its way into any database, text loses what not every one of them can hold: the same is kept, and found again, in each.</summary>
internal sealed class WholeText : DbCommandInterceptor
{
    public static readonly WholeText Instance = new();

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            switch (parameter.Value)
            {
                case string text:
                    parameter.Value = StoredText.Whole(text);
                    break;
                case IList<string> texts:
                    parameter.Value = texts.Select(StoredText.Whole).ToArray();
                    break;
            }
        }

        return result;
    }
}
