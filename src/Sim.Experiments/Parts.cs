using System;
using System.Collections.Generic;
using System.Reflection;
using Sim.Clusters.Placement;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;
using Sim.Traces;

namespace Sim.Experiments;

/// <summary>The parts that scenarios and commands can name: Sim's own and those of a user's assemblies.</summary>
public static class Parts
{
    /// <summary>Sim's own parts, and those of the given assemblies.</summary>
    /// <exception cref="InputException">An assembly cannot be loaded, or one of its parts clashes with another.</exception>
    public static PluginRegistry Load(IEnumerable<string>? pluginFiles = null)
    {
        PluginRegistry registry = new([typeof(TraceReader).Assembly, typeof(IPlacementPolicy).Assembly, typeof(IVcpuScheduler).Assembly, typeof(CoreConfiguration).Assembly, typeof(Parts).Assembly]);
        foreach (string file in pluginFiles ?? [])
        {
            if (!System.IO.File.Exists(file))
            {
                throw new InputException(new InputError(file, 0, 0, "cannot be used as a plugin: there is no such file"));
            }

            try
            {
                registry.Add(Assembly.LoadFrom(System.IO.Path.GetFullPath(file)));
            }
            catch (Exception fault) when (fault is System.IO.IOException or BadImageFormatException or InvalidOperationException or ReflectionTypeLoadException)
            {
                throw new InputException(new InputError(file, 0, 0, $"cannot be used as a plugin: {fault.Message.Trim()}"));
            }
        }

        return registry;
    }

    /// <summary>Makes the named part with its options; faults go to the list, and null comes back.</summary>
    internal static object? Make(PluginRegistry registry, string kind, PartName name, PartOptions options, ICollection<InputError> faults) =>
        new PartReference(name, options).Make(registry, kind, faults);
}
