using System.Collections.Generic;

namespace Sim.Kernel.Plugins;

/// <summary>A record of keys that must also fit together.</summary>
public interface IKeyRules
{
    /// <summary>What does not fit: the key it is about, and why. Asked once each key by itself is fine.</summary>
    IEnumerable<(string Key, string Why)> Misfits();
}
