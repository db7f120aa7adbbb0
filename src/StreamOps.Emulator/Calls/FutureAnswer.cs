using System.Text.Json.Nodes;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Calls;

/// <summary>An answer as a later revision of the API might give it: members and values that no client knows yet.</summary>
public static class FutureAnswer
{
    /// <summary>A value of no enumeration.</summary>
    public const string Value = "SOMETHING_NEW";

    public static void Dress(JsonNode node, EmulatorSwitches switches)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items.OfType<JsonNode>())
            {
                Dress(item, switches);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is JsonValue && switches.UnknownValuesIn.Contains(name, StringComparer.Ordinal))
                {
                    members[name] = Value;
                }
                else if (value is not null)
                {
                    Dress(value, switches);
                }
            }

            if (switches.UnknownMembers)
            {
                members["SomethingNew"] = new JsonObject { ["Nested"] = new JsonArray(1, "two", null) };
            }
        }
    }
}
