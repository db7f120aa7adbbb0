using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using StreamOps.Emulator.Local;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Control;

/// <summary><c>PUT switches</c>: the members given are set, the others stay.</summary>
public sealed class SwitchesCall(SwitchBoard board)
{
    public async Task<EmulatorSwitches> SetAsync(HttpRequest request)
    {
        var switches = Merge(board.Current, await LocalJson.ReadAsync<JsonObject>(request));
        board.Set(switches);
        return switches;
    }

    /// <summary>Switches with some members set; refuses unknown names and values out of range.</summary>
    public static EmulatorSwitches Merge(EmulatorSwitches current, JsonObject changes)
    {
        var merged = JsonSerializer.SerializeToNode(current, LocalJson.Options)!.AsObject();
        foreach (var (name, value) in changes)
        {
            if (!merged.ContainsKey(name))
            {
                throw LocalCallException.Wrong(
                    $"There is no switch \"{name}\"; there are {string.Join(", ", merged.Select(member => member.Key))}."
                );
            }

            merged[name] = value?.DeepClone();
        }

        var switches = LocalJson.Parse<EmulatorSwitches>(JsonSerializer.SerializeToUtf8Bytes(merged));
        var wrong = new List<ValidationResult>();
        return Validator.TryValidateObject(switches, new(switches), wrong, validateAllProperties: true)
            ? switches
            : throw LocalCallException.Wrong(string.Join(' ', wrong.Select(result => result.ErrorMessage)));
    }
}
