using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.HotSections;

/// <summary>Names what a program of hot sections was found to cost by the contents of all that went into it.</summary>
internal static class CalibrationKey
{
    /// <summary>SHA-256 of the program, its sections, the core, the emulator and the assemblies of parts, in hexadecimal digits.</summary>
    public static string Of(HotProgram program, CoreConfiguration core, PluginRegistry parts)
    {
        StringBuilder text = new();
        text.Append(Convert.ToHexString(SHA256.HashData(program.Bytes.Span))).Append('\n');
        foreach (HotSection section in HotSectionLibrary.All.Where(section => section.Program == program))
        {
            text.Append(CultureInfo.InvariantCulture, $"{section.Marker} {section.Name} {section.Mode} {section.Parameters} {section.Operations} {section.Crosses}\n");
        }

        Append(text, core);
        foreach (Guid version in Versions(parts))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{version}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Writes a value so that two that differ in any property differ: records by their properties, lists by their items.</summary>
    internal static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case string or Enum or Type:
                text.Append('"').Append(value).Append('"');
                break;
            case IPartChoice choice:
                text.Append('"').Append(choice.Written).Append('"');
                break;
            case IFormattable number when value.GetType().IsPrimitive:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (object? item in items)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                AppendProperties(text, value);
                break;
        }
    }

    private static void AppendProperties(StringBuilder text, object value)
    {
        if (value is bool)
        {
            text.Append(value);
            return;
        }

        text.Append('{');
        IEnumerable<PropertyInfo> properties = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.Name, StringComparer.Ordinal);
        foreach (PropertyInfo property in properties)
        {
            text.Append(property.Name).Append('=');
            Append(text, property.GetValue(value));
            text.Append(';');
        }

        text.Append('}');
    }

    // The version of a module is a hash of what was compiled. A part of a user's own counts with the rest of its assembly.
    private static IEnumerable<Guid> Versions(PluginRegistry parts) => parts.Kinds
        .SelectMany(kind => parts.OfKind(kind.Name))
        .Select(part => part.Type.Module)
        .Append(typeof(Machine).Module)
        .Append(typeof(CalibrationKey).Module)
        .Select(module => module.ModuleVersionId)
        .Distinct()
        .Order();
}
