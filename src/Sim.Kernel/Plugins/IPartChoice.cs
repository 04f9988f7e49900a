using System.Collections.Generic;

namespace Sim.Kernel.Plugins;

/// <summary>A part that a user chose by name, with its options, not made yet.</summary>
public interface IPartChoice
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Its name and the options that were written: two choices with the same text make the same part.</summary>
    string Written { get; }

    /// <summary>Makes it.</summary>
    /// <param name="registry">The parts there are.</param>
    /// <param name="kind">The kind it must be of.</param>
    /// <param name="faults">Takes what is wrong with its name or options.</param>
    /// <returns>The part, or null where there were faults.</returns>
    object? Make(PluginRegistry registry, string kind, ICollection<InputError> faults);
}
