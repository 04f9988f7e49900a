using System;
using System.IO;

namespace Sim.Scenarios;

/// <summary>Reads text files, with a fault in place of an exception.</summary>
internal static class TextFile
{
    /// <summary>The text of a UTF-8 file, or null and why not.</summary>
    public static string? Read(string path, out string fault)
    {
        fault = "";
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            fault = "there is no such file";
        }
        catch (Exception e) when (e is UnauthorizedAccessException && Directory.Exists(path))
        {
            fault = "this is a folder; must be a file";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            fault = "the file cannot be read: " + e.Message;
        }

        return null;
    }
}
