using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Sim.Kernel.Plugins;

namespace Sim.Tests.Scenarios;

/// <summary>A record of keys as text, so that two can be compared value by value; lists have no equality of their own.</summary>
internal static class Printed
{
    public static string Text(object? value)
    {
        StringBuilder text = new();
        Add(text, value, 0);
        return text.ToString();
    }

    private static void Add(StringBuilder text, object? value, int depth)
    {
        if (value is IEnumerable list and not string)
        {
            foreach (object? item in list)
            {
                text.Append('\n').Append(' ', depth).Append("- ");
                Add(text, item, depth + 2);
            }

            return;
        }

        bool isRecord = false;
        foreach (PropertyInfo property in value?.GetType().GetProperties() ?? [])
        {
            if (property.GetCustomAttribute<KeyAttribute>() is { } key)
            {
                isRecord = true;
                text.Append('\n').Append(' ', depth).Append(key.Name).Append(": ");
                Add(text, property.GetValue(value), depth + 2);
            }
        }

        if (!isRecord)
        {
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{value}"));
        }
    }
}
