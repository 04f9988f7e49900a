using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation;

/// <summary>Finds validations by name.</summary>
public static class Validations
{
    /// <summary>The name of their kind, as <c>sim list</c> has it.</summary>
    public const string Kind = "validations";

    /// <summary>The named validations, each once, in the order given; all in order of name where none is named.</summary>
    /// <exception cref="InputException">A name is unknown; every unknown name is answered with its nearest spelling.</exception>
    public static IReadOnlyList<Plugin> Choose(PluginRegistry parts, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(names);
        string[] known = [.. parts.OfKind(Kind).Select(part => part.Name)];
        InputError[] faults = [.. names.Where(name => !known.Contains(name, StringComparer.Ordinal)).Select(name => Unknown(name, known))];
        return faults.Length > 0
            ? throw new InputException(faults)
            : [.. (names.Count > 0 ? names.Distinct(StringComparer.Ordinal) : known).Select(name => parts.Find(Kind, name)!)];
    }

    private static InputError Unknown(string name, string[] known)
    {
        string hint = Edits.Nearest(name, known) is { } nearest ? $"did you mean '{nearest}'?" : "there are " + string.Join(", ", known);
        return new InputError("", 0, 0, $"validate: '{name}' is no validation; {hint}");
    }
}
