using System;
using System.IO;
using Sim.Kernel;

namespace Sim.Traces.Input;

/// <summary>Words the faults of files that cannot be read or unpacked.</summary>
internal static class Damaged
{
    /// <summary>Runs what reads a file and turns its failures into faults of that file.</summary>
    public static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            throw new InputException(Fault(file, 0, failure));
        }
    }

    /// <summary>Whether an exception is the file's fault rather than Sim's.</summary>
    public static bool IsDamage(Exception failure) => failure is InvalidDataException or IOException or UnauthorizedAccessException;

    /// <summary>The fault behind an exception.</summary>
    public static InputError Fault(string file, long line, Exception failure) => new(file, line, 0, failure switch
    {
        UnauthorizedAccessException => "found a file that may not be read; expected read permission",
        InvalidDataException or EndOfStreamException => $"found damaged or cut-off compressed data ({Plain(failure)}); expected a whole file",
        _ => $"found a file that cannot be read ({Plain(failure)}); expected a readable file",
    });

    private static string Plain(Exception failure) => failure.Message.TrimEnd('.');
}
